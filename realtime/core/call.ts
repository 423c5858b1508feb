export const CALL_TYPES = ["video", "voice"] as const;
export type CallType = (typeof CALL_TYPES)[number];

export const LIVE_STATUSES = ["initiated", "ringing", "accepted", "connecting", "connected"] as const;
export const FINAL_STATUSES = ["ended", "failed", "missed"] as const;
export const CALL_STATUSES = [...LIVE_STATUSES, ...FINAL_STATUSES] as const;
export type CallStatus = (typeof CALL_STATUSES)[number];

export const END_REASONS = [
  "user_hangup",
  "callee_declined",
  "missed",
  "busy",
  "network_error",
  "timeout",
  "connection_failed",
  "cancelled",
  "max_duration",
  "erased",
] as const;
export type EndReason = (typeof END_REASONS)[number];

/** One person in a call and the device that takes part; the callee's is unknown until it has answered. */
export interface CallParticipant {
  userId: number;
  deviceId: string | null;
  /** Which side yields in a collision of offers (W3C "perfect negotiation"); the server assigns it. */
  polite: boolean;
  joinedAt: number | null;
  leftAt: number | null;
  /** When this side last said that it decodes the other side's sound or picture. */
  mediaAttestedAt: number | null;
}

/** A call as stored. Times are milliseconds since the epoch, `duration` whole seconds of connected time. */
export interface Call {
  callId: string;
  roomId: string;
  appointmentId: number;
  callerId: number;
  calleeId: number;
  callType: CallType;
  status: CallStatus;
  endReason: EndReason | null;
  /** Grows by one with every change. */
  version: number;
  initiatedAt: number;
  ringingAt: number | null;
  acceptedAt: number | null;
  connectedAt: number | null;
  endedAt: number | null;
  duration: number;
  /** The next moment at which the call changes by itself; null once it is over. */
  deadlineAt: number | null;
  participants: CallParticipant[];
}

/** Whether the call is over for good. */
export function isOver(call: { status: CallStatus }): boolean {
  return (FINAL_STATUSES as readonly CallStatus[]).includes(call.status);
}

/** Whether nobody has answered yet. */
export function isUnanswered(call: { status: CallStatus }): boolean {
  return call.status === "initiated" || call.status === "ringing";
}

/** Whether somebody has answered and the call goes on. */
export function isAnswered(call: { status: CallStatus }): boolean {
  return !isOver(call) && !isUnanswered(call);
}

/** The participant's row of this user, or undefined for a stranger. */
export function participantOf(call: Call, userId: number): CallParticipant | undefined {
  return call.participants.find((one) => one.userId === userId);
}

/** The participant on the other side of a call of two. */
export function peerOf(call: Call, userId: number): CallParticipant | undefined {
  return call.participants.find((one) => one.userId !== userId);
}
