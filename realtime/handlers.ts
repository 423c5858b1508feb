import { attestMedia } from "./attest_media.ts";
import { acceptCall, declineCall, hangUp } from "./call_commands.ts";
import type { ChatDeps } from "./chat_deps.ts";
import { callObjectOf, isoTime } from "./core/call_object.ts";
import type { ClientData, ClientEvent } from "./core/client_events.ts";
import type { Identity } from "./core/identity.ts";
import { accept, type Outcome } from "./core/outcome.ts";
import type { ReplyData } from "./core/replies.ts";
import { markMessage } from "./mark_message.ts";
import { placeCall } from "./place_call.ts";
import { type RelayDeps, relaySignal } from "./relay_signal.ts";
import { type SeePresenceDeps, updatePresence } from "./see_presence.ts";
import { sendMessage } from "./send_message.ts";
import { tellTyping } from "./tell_typing.ts";
import type { VisitDeps } from "./visit_deps.ts";

/** Everything the use cases need, as main.ts puts it together. */
export interface Deps {
  call: RelayDeps;
  chat: ChatDeps;
  visit: VisitDeps;
  presence: SeePresenceDeps;
}

/** Who sends, and over which socket. */
export interface Sender extends Identity {
  connectionId: string;
}

export type Handler<E extends ClientEvent> = (
  deps: Deps,
  who: Sender,
  data: ClientData<E>,
) => Promise<Outcome<ReplyData<E>>>;

/** One handler for each client event; a missing one does not compile. */
export const handlers: { [E in ClientEvent]: Handler<E> } = {
  heartbeat: (deps) => Promise.resolve(accept({ server_time: isoTime(deps.call.clock.now()) })),
  initiate_call: (deps, who, data) => placeCall(deps.call, who, data),
  accept_call: (deps, who, data) => acceptCall(deps.call, who, data.call_id),
  decline_call: async (deps, who, data) =>
    map(
      await declineCall(deps.call, who, data.call_id, data.reason),
      (call) => ({ call: callObjectOf(call) }),
    ),
  hangup_call: async (deps, who, data) =>
    map(await hangUp(deps.call, who, data.call_id, data.reason), ({ call, summary }) => ({
      call: callObjectOf(call),
      call_summary: summary,
    })),
  "webrtc:offer": (deps, who, data) => relaySignal(deps.call, who, "webrtc:offer", data),
  "webrtc:answer": (deps, who, data) => relaySignal(deps.call, who, "webrtc:answer", data),
  "webrtc:ice": (deps, who, data) => relaySignal(deps.call, who, "webrtc:ice", data),
  "webrtc:ack": (deps, who, data) => relaySignal(deps.call, who, "webrtc:ack", data),
  "call:media": async (deps, who, data) =>
    map(
      await attestMedia(deps.call, who, data.call_id, data.receiving),
      (call) => ({ call: callObjectOf(call) }),
    ),
  "presence:update": async (deps, who, data) =>
    map(
      await updatePresence(deps.presence, who, data, who.connectionId),
      (presence) => ({ presence }),
    ),
  "chat:message": async (deps, who, data) =>
    map(await sendMessage(deps.chat, who, data), ({ message }) => ({ message })),
  "chat:typing": (deps, who, data) => tellTyping(deps.chat, who, data.conversation_id),
  "chat:delivered": async (deps, who, data) =>
    map(await markMessage(deps.chat, who, "delivered", data.message_id), () => ({})),
  "chat:read": async (deps, who, data) =>
    map(await markMessage(deps.chat, who, "read", data.message_id), () => ({})),
};

function map<A, B>(outcome: Outcome<A>, change: (value: A) => B): Outcome<B> {
  return outcome.ok ? accept(change(outcome.value)) : outcome;
}
