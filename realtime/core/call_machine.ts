import { type Call, type CallParticipant, type CallStatus, type EndReason, isOver } from "./call.ts";

/** What can happen to a call. */
export type Cause =
  | { type: "rang" }
  | { type: "found_busy" }
  | { type: "accepted"; deviceId: string }
  | { type: "declined"; reason: "callee_declined" | "busy" }
  | { type: "cancelled" }
  | { type: "negotiated" }
  | { type: "media_attested"; userId: number }
  | { type: "gave_up"; reason: "connection_failed" | "network_error" }
  | { type: "hung_up" }
  | { type: "deadline_passed" };

export type CauseType = Cause["type"];

/** How long each stage may last, in milliseconds. */
export interface CallLimits {
  ringMs: number;
  connectMs: number;
  /** A connected call ends when nobody has attested media or been connected for this long. */
  mediaLeaseMs: number;
  maxDurationMs: number;
}

/** Where each cause leads; a missing entry means that the status refuses the cause. */
export const NEXT: Record<CallStatus, Partial<Record<CauseType, CallStatus>>> = {
  initiated: {
    rang: "ringing",
    found_busy: "ended",
    accepted: "accepted",
    declined: "ended",
    cancelled: "ended",
    deadline_passed: "missed",
  },
  ringing: { accepted: "accepted", declined: "ended", cancelled: "ended", deadline_passed: "missed" },
  accepted: {
    negotiated: "connecting",
    media_attested: "accepted",
    gave_up: "failed",
    hung_up: "ended",
    deadline_passed: "failed",
  },
  connecting: {
    media_attested: "connecting",
    gave_up: "failed",
    hung_up: "ended",
    deadline_passed: "failed",
  },
  connected: { media_attested: "connected", gave_up: "ended", hung_up: "ended", deadline_passed: "ended" },
  ended: {},
  failed: {},
  missed: {},
};

/**
 * The call after `cause` at `now`, or undefined when its status refuses the cause. Time never runs backwards
 * inside a call, whatever the clocks of two servers say. A call of two is connected once both sides have attested.
 */
export function advance(call: Call, cause: Cause, now: number, limits: CallLimits): Call | undefined {
  let status = NEXT[call.status][cause.type];
  if (!status) return undefined;
  if (cause.type === "deadline_passed" && now < (call.deadlineAt ?? Infinity)) return undefined;
  const at = Math.max(now, latestTime(call));
  const participants = call.participants.map((one) => participantAfter(one, call, cause, at));
  if (cause.type === "media_attested") {
    if (!participants.some((one) => one.userId === cause.userId)) return undefined;
    if (participants.every((one) => one.mediaAttestedAt !== null)) status = "connected";
  }
  const next: Call = { ...call, status, participants, version: call.version + 1 };
  if (status === "ringing") next.ringingAt ??= at;
  if (cause.type === "accepted") next.acceptedAt = at;
  if (status === "connected") next.connectedAt ??= at;
  if (!isOver(next)) return { ...next, deadlineAt: deadlineOf(next, at, limits) };
  return end(next, endReason(call, cause, at, limits), at);
}

/** When a call placed at `initiatedAt` stops ringing. */
export function ringUntil(initiatedAt: number, limits: CallLimits): number {
  return initiatedAt + limits.ringMs;
}

function participantAfter(one: CallParticipant, call: Call, cause: Cause, at: number): CallParticipant {
  if (cause.type === "accepted") {
    return one.userId === call.calleeId
      ? { ...one, deviceId: cause.deviceId, joinedAt: at }
      : { ...one, joinedAt: one.joinedAt ?? at };
  }
  if (cause.type === "media_attested" && one.userId === cause.userId) return { ...one, mediaAttestedAt: at };
  return one;
}

function deadlineOf(call: Call, at: number, limits: CallLimits): number {
  switch (call.status) {
    case "accepted":
    case "connecting":
      return (call.acceptedAt ?? at) + limits.connectMs;
    case "connected":
      return Math.min(at + limits.mediaLeaseMs, (call.connectedAt ?? at) + limits.maxDurationMs);
    default:
      return call.deadlineAt ?? ringUntil(call.initiatedAt, limits);
  }
}

function endReason(call: Call, cause: Cause, at: number, limits: CallLimits): EndReason {
  switch (cause.type) {
    case "found_busy":
      return "busy";
    case "declined":
    case "gave_up":
      return cause.reason;
    case "cancelled":
      return "cancelled";
    case "deadline_passed":
      return reasonOfDeadline(call, at, limits);
    default:
      return "user_hangup";
  }
}

function reasonOfDeadline(call: Call, at: number, limits: CallLimits): EndReason {
  if (call.connectedAt === null) return call.acceptedAt === null ? "missed" : "connection_failed";
  return at >= call.connectedAt + limits.maxDurationMs ? "max_duration" : "network_error";
}

function end(call: Call, reason: EndReason, at: number): Call {
  const duration = call.connectedAt === null ? 0 : Math.round((at - call.connectedAt) / 1000);
  const participants = call.participants.map((one) => ({
    ...one,
    leftAt: one.joinedAt === null ? null : one.leftAt ?? at,
  }));
  return { ...call, participants, endReason: reason, endedAt: at, duration, deadlineAt: null };
}

function latestTime(call: Call): number {
  return Math.max(call.initiatedAt, call.ringingAt ?? 0, call.acceptedAt ?? 0, call.connectedAt ?? 0);
}
