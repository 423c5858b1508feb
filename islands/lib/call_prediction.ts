import { type Call, type EndReason, isUnanswered } from "../../realtime/core/call.ts";
import { advance, type CallLimits, type Cause } from "../../realtime/core/call_machine.ts";
import type { CallObject } from "../../realtime/core/objects.ts";

/** Ends by a person's hand do not depend on any limit. */
const NO_LIMITS: CallLimits = { ringMs: 0, connectMs: 0, mediaLeaseMs: 0, maxDurationMs: 0 };

/** What it means to the call when this person ends it for `reason`. */
export function causeOfEnding(call: CallObject, userId: number, reason: string): Cause {
  if (isUnanswered(call)) {
    if (call.caller_id === userId) return { type: "cancelled" };
    return { type: "declined", reason: reason === "busy" ? "busy" : "callee_declined" };
  }
  if (reason === "connection_failed" || reason === "network_error") return { type: "gave_up", reason };
  return { type: "hung_up" };
}

/**
 * How the call will have ended once the server has been told of `cause`, by the server's own machine; undefined
 * when its status refuses that.
 */
export function predictedEnd(call: CallObject, cause: Cause, serverNow: number): EndReason | undefined {
  return advance(callOf(call), cause, serverNow, NO_LIMITS)?.endReason ?? undefined;
}

function callOf(call: CallObject): Call {
  return {
    callId: call.call_id,
    roomId: call.room_id,
    appointmentId: call.appointment_id,
    callerId: call.caller_id,
    calleeId: call.callee_id,
    callType: call.call_type,
    status: call.status,
    endReason: call.end_reason,
    version: call.version,
    initiatedAt: Date.parse(call.initiated_at),
    ringingAt: timeOf(call.ringing_at),
    acceptedAt: timeOf(call.accepted_at),
    connectedAt: timeOf(call.connected_at),
    endedAt: timeOf(call.ended_at),
    duration: call.duration,
    deadlineAt: null,
    participants: [],
  };
}

function timeOf(time: string | null): number | null {
  return time === null ? null : Date.parse(time);
}
