/// <reference lib="dom" />
import type { ReadonlySignal } from "@preact/signals";
import { getJson } from "../api.ts";
import { focusSoon } from "../focus_soon.ts";
import type { CallSurroundings } from "../files/connect_files.ts";
import { freshId } from "../lib/fresh_id.ts";
import { mediaProblemText } from "../media_problem_text.ts";
import type { ChatModel } from "../models/chat_model.ts";
import { messageHistory } from "../models/message_history.ts";
import { storedOutbox } from "../models/outbox.ts";
import { session } from "../session.ts";
import { browserTimers } from "../timers.ts";
import { whenIdle } from "../when_idle.ts";

export interface ChatSurroundings {
  /** Whether the person has the messages before their eyes. */
  attentive: ReadonlySignal<boolean>;
  call?: CallSurroundings;
}

/** Connects a conversation to this page's socket, clock and storage. */
export function connectChat(
  model: ChatModel,
  { attentive, call }: ChatSurroundings,
): void {
  const { signaling, shownConversations } = session();
  const id = model.conversation.conversation_id;
  shownConversations.add(id);
  model.enterSends.value = matchMedia("(any-pointer: fine)").matches;
  model.canRecord.value = typeof MediaRecorder === "function";
  model.connect({
    signaling,
    history: messageHistory(id, getJson),
    outbox: storedOutbox(tabStorage(), model.me.id, id),
    clock: { now: () => signaling.serverNow() },
    timers: browserTimers,
    newId: freshId,
    attentive,
    loadFiles: async () => {
      const { connectFiles } = await import("../files/connect_files.ts");
      const options = {
        timers: browserTimers,
        newId: freshId,
        focusSoon,
        problemText: mediaProblemText,
        call,
      };
      return connectFiles(model, options);
    },
  });
  // Before it is wanted, so that it is there without waiting, and also when the connection is not.
  whenIdle(() => void model.files.load());
}

function tabStorage(): Storage | undefined {
  try {
    return globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}
