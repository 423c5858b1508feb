import type { Call, CallParticipant, CallStatus, CallType, EndReason } from "../realtime/core/call.ts";

/** A row of call_history joined with its participants as JSON. */
export interface CallRow {
  call_id: string;
  room_id: string;
  appointment_id: number;
  caller_id: number;
  callee_id: number;
  call_type: CallType;
  status: CallStatus;
  end_reason: EndReason | null;
  version: number;
  initiated_at: Date;
  ringing_at: Date | null;
  accepted_at: Date | null;
  connected_at: Date | null;
  ended_at: Date | null;
  duration: number;
  deadline_at: Date | null;
  participants: ParticipantJson[];
}

interface ParticipantJson {
  user_id: number;
  device_id: string | null;
  polite: boolean;
  joined_at: string | null;
  left_at: string | null;
  media_attested_at: string | null;
}

/** The one mapper from a row to a call. */
export function callOf(row: CallRow): Call {
  return {
    callId: row.call_id,
    roomId: row.room_id,
    appointmentId: row.appointment_id,
    callerId: row.caller_id,
    calleeId: row.callee_id,
    callType: row.call_type,
    status: row.status,
    endReason: row.end_reason,
    version: row.version,
    initiatedAt: row.initiated_at.getTime(),
    ringingAt: msOf(row.ringing_at),
    acceptedAt: msOf(row.accepted_at),
    connectedAt: msOf(row.connected_at),
    endedAt: msOf(row.ended_at),
    duration: row.duration,
    deadlineAt: msOf(row.deadline_at),
    participants: row.participants.map(participantOf),
  };
}

/** Milliseconds since the epoch of a timestamp column. */
export function msOf(at: Date | null): number | null {
  return at === null ? null : at.getTime();
}

/** A timestamp for a query. */
export function dateOf(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}

function participantOf(row: ParticipantJson): CallParticipant {
  return {
    userId: row.user_id,
    deviceId: row.device_id,
    polite: row.polite,
    joinedAt: row.joined_at === null ? null : Date.parse(row.joined_at),
    leftAt: row.left_at === null ? null : Date.parse(row.left_at),
    mediaAttestedAt: row.media_attested_at === null ? null : Date.parse(row.media_attested_at),
  };
}
