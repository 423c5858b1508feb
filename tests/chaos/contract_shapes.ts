import type { KnownCall } from "../support/visit_log.ts";

/** What comes from the server, as far as CONTRACT.md promises it and a client looks at it. */
export interface WireCall {
  call_id: string;
  caller_id: number;
  callee_id: number;
  status: string;
  end_reason: string | null;
  version: number;
  initiated_at: string;
  accepted_at: string | null;
  connected_at: string | null;
  ended_at: string | null;
}

export interface WireMessage {
  message_id: string;
  conversation_id: string;
  seq: number;
  sender_id: number;
  body: string;
  created_at: string;
}

export interface WirePresence {
  user_id: number;
  status: string;
}

export interface WireSync {
  live_call: (WireCall & { ring_until: string }) | null;
  conversations: { conversation_id: string; last_seq: number }[];
  presence: WirePresence[];
}

/** One frame of the server. */
export type WireFrame =
  | { event: "reply"; ref: string; data?: unknown; error?: { code: string; message: string } }
  | { event: string; data: Record<string, unknown> };

/** A call with its times as numbers. */
export function knownCall(call: WireCall): KnownCall {
  return {
    callId: call.call_id,
    callerId: call.caller_id,
    calleeId: call.callee_id,
    status: call.status,
    endReason: call.end_reason,
    version: call.version,
    initiatedAt: Date.parse(call.initiated_at),
    acceptedAt: timeOf(call.accepted_at),
    connectedAt: timeOf(call.connected_at),
    endedAt: timeOf(call.ended_at),
  };
}

/** The events that a frame carries: one, or an array of them. */
export function framesIn(text: string): WireFrame[] {
  const value: WireFrame | WireFrame[] = JSON.parse(text);
  return Array.isArray(value) ? value : [value];
}

function timeOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}
