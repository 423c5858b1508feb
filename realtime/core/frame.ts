import * as v from "valibot";
import { REALTIME_LIMITS } from "./realtime_limits.ts";

/** Version of the socket protocol; a test pins a hash of all schemas to it. */
export const PROTOCOL_VERSION = 1;
export const SUBPROTOCOL = "carewire.1";
/** Prefix of the subprotocol that carries a ticket. */
export const TICKET_PREFIX = "ticket.";
export const FRAME_BYTES_MAX = REALTIME_LIMITS.frameBytes.most;
/** Most events that one frame may carry. */
export const FRAME_EVENTS_MAX = REALTIME_LIMITS.frameEvents.most;
export const HEARTBEAT_MS = 25_000;
/** A socket that has been silent for this long is cut. */
export const SILENCE_MAX_MS = REALTIME_LIMITS.silence.most;

/** One event as a client sends it; `ref` asks for a reply. */
export const clientFrame = v.object({
  event: v.pipe(v.string(), v.maxLength(64)),
  data: v.optional(v.unknown(), {}),
  ref: v.optional(v.union([v.pipe(v.string(), v.minLength(1), v.maxLength(64)), v.number()])),
});
export type Ref = string | number;

export const SOCKET_CODES = [
  "bad_request",
  "not_found",
  "forbidden",
  "conflict",
  "busy",
  "too_large",
  "rate_limited",
  "unavailable",
] as const;
export type SocketCode = (typeof SOCKET_CODES)[number];

/** Why a command was refused; `retry_after_ms` is there where it is known when it may come again. */
export interface ReplyError {
  code: SocketCode;
  message: string;
  retry_after_ms?: number;
}

/** A reply as the server sends it. */
export type ReplyFrame =
  | { event: "reply"; ref: Ref; data: unknown }
  | { event: "reply"; ref: Ref; error: ReplyError };
