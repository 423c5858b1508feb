import { linkChat } from "../../../islands/models/chat_link.ts";
import type { ChatModel } from "../../../islands/models/chat_model.ts";
import { messageHistory, MESSAGES_PER_REQUEST } from "../../../islands/models/message_history.ts";
import { OUTBOX_PREFIX, storedOutbox } from "../../../islands/models/outbox_store.ts";
import type { World } from "../world.ts";
import { shelfOver } from "./browser.ts";
import type { Page } from "./page.ts";

/** Connects a conversation to its page's socket, history and storage, as islands/chat/connect_chat.ts does. */
export function connectChat(world: World, page: Page, model: ChatModel): void {
  const { device, signaling } = page;
  const { plant, chances, requests } = world;
  const id = model.conversation.conversation_id;
  const history = messageHistory(id, async (path) => {
    const after = Number(new URL(path, "http://clinic.example").searchParams.get("after_seq"));
    const window = { kind: "after", seq: after, limit: MESSAGES_PER_REQUEST } as const;
    return { messages: await requests.messages(device, id, window) };
  });
  const { browser } = device;
  const shelves = { browser: browser.shelf(page), tab: shelfOver(device.storage, page) };
  const outbox = storedOutbox(shelves, device.who.userId, id);
  const fresh = () => chances.clients.uuid();
  linkChat(model, {
    signaling: {
      get state() {
        return signaling.state;
      },
      get lastSync() {
        return signaling.lastSync;
      },
      on: (event, handler) => signaling.on(event, handler),
      sendMessage: async (message) => {
        const written = message.clientId ?? "";
        const clientId = plant.clientId?.(written, fresh) ?? written;
        const reply = await signaling.sendMessage({ ...message, clientId });
        world.messages.acknowledged(device, clientId, reply.message);
        return reply;
      },
      sendTyping: (conversationId) => signaling.sendTyping(conversationId),
      markDelivered: (messageId) => signaling.markDelivered(messageId),
      markRead: (messageId) => signaling.markRead(messageId),
    },
    history: plant.history?.(history) ?? history,
    outbox: plant.outbox?.(outbox) ?? outbox,
    inTurn: (run) => browser.inTurn(page, OUTBOX_PREFIX + id, run),
    chance: () => chances.clients.next(),
    clock: { now: () => signaling.serverNow() },
    timers: page.timers,
    newId: fresh,
    attentive: page.attentive,
    loadFiles: () => Promise.reject(new Error("no files here")),
  });
}
