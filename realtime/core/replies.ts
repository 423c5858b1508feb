import * as v from "valibot";
import type { ClientEvent } from "./client_events.ts";
import * as f from "./fields.ts";
import { callObject, callSummaryObject, iceServerObject, messageObject, presenceObject } from "./objects.ts";

const empty = v.object({});

/** Answer to a placed call, on both doors. */
export const initiated = v.object({
  call_id: f.uuid,
  room_id: v.string(),
  status: f.callStatus,
  ice_servers: v.array(iceServerObject),
  ring_until: f.time,
  call: callObject,
});

/** Answer to an accepted call, on both doors; `polite` says which side yields in a collision of offers. */
export const accepted = v.object({
  call_id: f.uuid,
  status: f.callStatus,
  call: callObject,
  ice_servers: v.array(iceServerObject),
  polite: v.optional(v.boolean()),
});

/** What each client event is answered with. */
export const replies = {
  heartbeat: v.object({ server_time: f.time }),
  initiate_call: initiated,
  accept_call: accepted,
  decline_call: v.object({ call: callObject }),
  hangup_call: v.object({ call: callObject, call_summary: callSummaryObject }),
  "webrtc:offer": empty,
  "webrtc:answer": empty,
  "webrtc:ice": empty,
  "webrtc:ack": empty,
  "call:media": v.object({ call: callObject }),
  "presence:update": v.object({ presence: presenceObject }),
  "chat:message": v.object({ message: messageObject }),
  "chat:typing": empty,
  "chat:delivered": empty,
  "chat:read": empty,
} as const satisfies Record<ClientEvent, v.GenericSchema>;

export type ReplyData<E extends ClientEvent> = v.InferOutput<(typeof replies)[E]>;
