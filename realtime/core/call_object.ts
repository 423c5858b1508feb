import type { Call } from "./call.ts";
import type { CallObject, CallSummaryObject } from "./objects.ts";

/** A time for the wire: ISO 8601 UTC with milliseconds. */
export function isoTime(at: number): string {
  return new Date(at).toISOString();
}

/** The same, where the time may be unknown. */
export function isoTimeOrNull(at: number | null): string | null {
  return at === null ? null : isoTime(at);
}

/** A call as both doors show it. Devices stay on the server. */
export function callObjectOf(call: Call): CallObject {
  return {
    call_id: call.callId,
    room_id: call.roomId,
    appointment_id: call.appointmentId,
    caller_id: call.callerId,
    callee_id: call.calleeId,
    call_type: call.callType,
    status: call.status,
    end_reason: call.endReason,
    version: call.version,
    initiated_at: isoTime(call.initiatedAt),
    ringing_at: isoTimeOrNull(call.ringingAt),
    accepted_at: isoTimeOrNull(call.acceptedAt),
    connected_at: isoTimeOrNull(call.connectedAt),
    ended_at: isoTimeOrNull(call.endedAt),
    duration: call.duration,
    participants: call.participants.map((one) => ({
      user_id: one.userId,
      joined_at: isoTimeOrNull(one.joinedAt),
      left_at: isoTimeOrNull(one.leftAt),
      media_attested_at: isoTimeOrNull(one.mediaAttestedAt),
    })),
  };
}

/** What is left to say about a call that is over. */
export function callSummaryOf(call: Call): CallSummaryObject {
  return {
    call_id: call.callId,
    duration: call.duration,
    end_reason: call.endReason,
    call_type: call.callType,
    connected_at: isoTimeOrNull(call.connectedAt),
    ended_at: isoTimeOrNull(call.endedAt),
  };
}
