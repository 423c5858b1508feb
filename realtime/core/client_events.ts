import * as v from "valibot";
import * as f from "./fields.ts";
import { ATTACHMENTS_MAX } from "./message_content.ts";

/** Longest session description taken, in UTF-16 code units; Chromium's with three streams has about 12,000. */
export const SDP_LENGTH_MAX = 32_768;

// RFC 8122 §5: without a fingerprint the media could not be tied to this description.
const sdp = v.pipe(v.string(), v.maxLength(SDP_LENGTH_MAX), v.includes("a=fingerprint:"));

const candidate = v.object({
  candidate: v.pipe(v.string(), v.maxLength(1024)),
  sdpMid: v.nullish(v.pipe(v.string(), v.maxLength(64))),
  sdpMLineIndex: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(255))),
  usernameFragment: v.nullish(v.pipe(v.string(), v.maxLength(256))),
});

const presenceUpdate = v.object({
  status: f.presenceStatus,
  current_call_id: v.nullish(f.uuid),
  current_appointment_id: v.nullish(f.key),
});

/**
 * What a client may send, and the shape of its data. Fields that are not named here (SPEC.md's `caller_id`,
 * `user_id`, `duration`) are let through and never looked at: who speaks is known from the socket.
 */
export const clientEvents = {
  heartbeat: v.object({}),
  initiate_call: v.object({
    callee_id: f.key,
    appointment_id: f.key,
    call_type: f.callType,
    client_id: v.optional(f.clientId),
  }),
  accept_call: v.object({ call_id: f.uuid }),
  decline_call: v.object({ call_id: f.uuid, reason: v.nullish(f.reason) }),
  hangup_call: v.object({ call_id: f.uuid, reason: v.nullish(f.reason) }),
  "webrtc:offer": v.object({
    call_id: f.uuid,
    offer: v.object({ type: v.literal("offer"), sdp }),
    n: v.optional(f.signalNumber),
  }),
  "webrtc:answer": v.object({
    call_id: f.uuid,
    answer: v.object({ type: v.literal("answer"), sdp }),
    n: v.optional(f.signalNumber),
  }),
  "webrtc:ice": v.object({
    call_id: f.uuid,
    candidate: v.nullable(candidate),
    n: v.optional(f.signalNumber),
  }),
  "webrtc:ack": v.object({ call_id: f.uuid, n: f.signalNumber }),
  "call:media": v.object({
    call_id: f.uuid,
    receiving: v.object({ audio: v.boolean(), video: v.boolean() }),
  }),
  "presence:update": presenceUpdate,
  "chat:message": v.object({
    conversation_id: f.uuid,
    body: v.optional(f.body, ""),
    message_type: v.optional(f.messageType, "text"),
    call_id: v.nullish(f.uuid),
    attachment_ids: v.optional(v.pipe(v.array(f.uuid), v.maxLength(ATTACHMENTS_MAX)), []),
    client_id: f.clientId,
  }),
  "chat:typing": v.object({ conversation_id: f.uuid }),
  "chat:delivered": v.object({ message_id: f.uuid }),
  "chat:read": v.object({ message_id: f.uuid }),
} as const;

export type ClientEvent = keyof typeof clientEvents;
export type ClientData<E extends ClientEvent> = v.InferOutput<(typeof clientEvents)[E]>;
/** The same before defaults are filled in: what a client has to write. */
export type ClientInput<E extends ClientEvent> = v.InferInput<(typeof clientEvents)[E]>;

/** Whether this version knows the event. */
export function isClientEvent(name: string): name is ClientEvent {
  return Object.hasOwn(clientEvents, name);
}
