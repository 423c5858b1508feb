/// <reference lib="dom" />
import type { ReadonlySignal } from "@preact/signals";
import { getJson } from "../api.ts";
import { freshId } from "../lib/fresh_id.ts";
import type { ChatModel } from "../models/chat_model.ts";
import { messageHistory } from "../models/message_history.ts";
import { storedOutbox } from "../models/outbox.ts";
import { session } from "../session.ts";
import { browserTimers } from "../timers.ts";

/** Connects a conversation to this page's socket, clock and storage. */
export function connectChat(model: ChatModel, attentive: ReadonlySignal<boolean>): void {
  const { signaling, shownConversations } = session();
  const id = model.conversation.conversation_id;
  shownConversations.add(id);
  model.enterSends.value = matchMedia("(any-pointer: fine)").matches;
  model.connect({
    signaling,
    history: messageHistory(id, getJson),
    outbox: storedOutbox(tabStorage(), model.me.id, id),
    clock: { now: () => signaling.serverNow() },
    timers: browserTimers,
    newId: freshId,
    attentive,
  });
}

function tabStorage(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}
