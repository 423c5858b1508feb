import * as v from "valibot";
import { clientEvents } from "./client_events.ts";
import * as f from "./fields.ts";
import {
  appointmentObject,
  callObject,
  conversationObject,
  iceServerObject,
  messageObject,
  presenceObject,
  userObject,
} from "./objects.ts";
import { queueObject, waitingObject } from "./waiting_objects.ts";

const callFact = v.object({ call: callObject, reason: v.optional(f.endReason) });
const signal = { call_id: f.uuid, from_user_id: f.key, n: v.optional(f.signalNumber) };
const receipt = v.object({
  message_id: f.uuid,
  conversation_id: f.uuid,
  user_id: f.key,
  /** The message's place: everything up to it counts. */
  seq: f.count,
  at: f.time,
});

/** The live call of a user as `sync` shows it; `polite` and `ice_servers` only for a device of the call. */
export const liveCallObject = v.object({
  ...callObject.entries,
  ring_until: f.time,
  polite: v.optional(v.boolean()),
  ice_servers: v.optional(v.array(iceServerObject)),
});

/** What the server sends, and the shape of its data (CONTRACT.md, "server → client"). */
export const serverEvents = {
  hello: v.object({
    protocol: v.literal(1),
    user: userObject,
    device_id: v.string(),
    session_id: f.uuid,
    heartbeat_ms: f.count,
    server_time: f.time,
  }),
  sync: v.object({
    live_call: v.nullable(liveCallObject),
    conversations: v.array(
      v.object({ conversation_id: f.uuid, last_seq: f.count, delivered_seq: f.count, read_seq: f.count }),
    ),
    presence: v.array(presenceObject),
  }),
  "call:ringing": v.object({
    call: callObject,
    ring_until: f.time,
    ice_servers: v.array(iceServerObject),
    caller: userObject,
    callee: userObject,
  }),
  "call:accepted": v.object({
    ...callFact.entries,
    answered_elsewhere: v.optional(v.boolean()),
    polite: v.optional(v.boolean()),
    ice_servers: v.optional(v.array(iceServerObject)),
  }),
  "call:declined": callFact,
  "call:busy": callFact,
  "call:connected": callFact,
  "call:ended": callFact,
  "call:missed": callFact,
  "call:error": v.object({ call_id: f.uuid, code: v.string(), message: v.string() }),
  "webrtc:offer": v.object({ ...signal, offer: clientEvents["webrtc:offer"].entries.offer }),
  "webrtc:answer": v.object({ ...signal, answer: clientEvents["webrtc:answer"].entries.answer }),
  "webrtc:ice": v.object({ ...signal, candidate: clientEvents["webrtc:ice"].entries.candidate }),
  "webrtc:ack": v.object({ call_id: f.uuid, from_user_id: f.key, n: f.signalNumber }),
  "presence:update": v.object({ presence: presenceObject }),
  "appointment:update": v.object({ appointment: appointmentObject }),
  "waiting:update": v.object({ waiting: waitingObject }),
  "queue:update": v.object({ queue: queueObject }),
  "user:online": v.object({ user_id: f.key }),
  "user:offline": v.object({ user_id: f.key, last_seen: v.nullable(f.time) }),
  "chat:message": v.object({ message: messageObject }),
  "chat:delivered": receipt,
  "chat:read": receipt,
  "chat:typing": v.object({ conversation_id: f.uuid, user_id: f.key }),
  "conversation:update": v.object({ conversation: conversationObject }),
} as const;

export type ServerEvent = keyof typeof serverEvents;
export type ServerData<E extends ServerEvent> = v.InferOutput<(typeof serverEvents)[E]>;
export type LiveCallObject = v.InferOutput<typeof liveCallObject>;
