import type { ClientEvent } from "./client_events.ts";
import type { ServerEvent } from "./server_events.ts";

/** What each event of a client asks for, in a sentence for documents. */
export const CLIENT_EVENT_SUMMARIES: Record<ClientEvent, string> = {
  heartbeat: "Still here; at least every 25 seconds.",
  initiate_call: "Call the other person of an appointment.",
  accept_call: "Answer a ringing call with this device; the first device wins.",
  decline_call: "Decline a ringing call on all of one's devices.",
  hangup_call: "Leave a call.",
  "webrtc:offer": "Hand a session description to the peer's device of the call.",
  "webrtc:answer": "Answer an offer of the peer's device.",
  "webrtc:ice": "Hand a candidate to the peer's device; null says that there are no more.",
  "webrtc:ack": "This device has the peer's signal of this number.",
  "call:media": "This device decodes the peer's sound or picture; both having said so connects the call.",
  "presence:update": "Say how one is there, on this connection.",
  "chat:message": "Write a message; the reply comes after the commit.",
  "chat:typing": "Tell the other participants that one writes.",
  "chat:delivered": "A message, and what came before it, has arrived on a device.",
  "chat:read": "A message, and what came before it, has been seen.",
};

/** What each event of the server says. */
export const SERVER_EVENT_SUMMARIES: Record<ServerEvent, string> = {
  hello: "The first frame: who is signed in here, and how often to send a heartbeat.",
  sync: "The second frame: the live call, where each conversation stands, who is here.",
  "call:ringing": "A call rings: stop by yourself at ring_until.",
  "call:accepted": "A call was answered: on this device, or elsewhere.",
  "call:declined": "A call was declined before it was answered.",
  "call:busy": "One of the two is in another call; it never rang.",
  "call:connected": "Both sides have sound or picture.",
  "call:ended": "A call is over.",
  "call:missed": "Nobody answered in time.",
  "call:error": "A command about a call, sent without a ref, was refused.",
  "webrtc:offer": "An offer of the peer's device.",
  "webrtc:answer": "An answer of the peer's device.",
  "webrtc:ice": "A candidate of the peer's device.",
  "webrtc:ack": "The peer's device has one's signal of this number.",
  "presence:update": "Somebody one may see is there in another way.",
  "appointment:update":
    "An appointment was made or changed, or its people; with a version to tell old from new.",
  "waiting:update": "How one's own waiting for a visit stands: the place in the queue, or why it is over.",
  "queue:update": "The whole queue of a doctor, for that doctor; with a version to tell old from new.",
  "user:online": "Somebody one may see has come.",
  "user:offline": "Somebody one may see has gone.",
  "chat:message": "A message, the same for every device of every participant.",
  "chat:delivered": "A participant has a message, and what came before it.",
  "chat:read": "A participant has seen a message, and what came before it.",
  "chat:typing": "A participant is writing.",
  "conversation:update": "A conversation is new or has changed; as the one who gets this sees it.",
};
