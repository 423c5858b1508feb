/// <reference lib="dom" />
import { computed, effect, type ReadonlySignal } from "@preact/signals";
import { getJson } from "../api.ts";
import { focusSoon } from "../focus_soon.ts";
import type { CallSurroundings } from "../files/connect_files.ts";
import { freshId } from "../lib/fresh_id.ts";
import { mediaProblemText } from "../media_problem_text.ts";
import { lastNumber } from "./last_number.ts";
import { linkChat } from "../models/chat_link.ts";
import type { ChatModel } from "../models/chat_model.ts";
import { messageHistory } from "../models/message_history.ts";
import { inTurn } from "../in_turn.ts";
import { OUTBOX_PREFIX, storedOutbox } from "../models/outbox_store.ts";
import { noteUnsent } from "../note_unsent.ts";
import { noteSeen, pageReading } from "../page_reading.ts";
import { session } from "../session.ts";
import { browserShelf, tabShelf } from "../shelf.ts";
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
  const shared = session();
  const { signaling, shownConversations } = shared;
  const id = model.conversation.conversation_id;
  shownConversations.add(id);
  model.enterSends.value = matchMedia("(any-pointer: fine)").matches;
  model.canRecord.value = typeof MediaRecorder === "function";
  linkChat(model, {
    signaling,
    history: messageHistory(id, getJson),
    outbox: storedOutbox({ browser: browserShelf, tab: tabShelf }, model.me.id, id),
    inTurn: (run) => inTurn(OUTBOX_PREFIX + id, run),
    chance: () => Math.random(),
    clock: { now: () => signaling.serverNow() },
    timers: browserTimers,
    newId: freshId,
    attentive: computed(() => attentive.value && model.atEnd.value),
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
  effect(() => noteUnsent(shared, id, model.unsent.value.length));
  effect(() => {
    if (model.unread.value === 0) noteSeen(id, lastNumber(model));
    const last = model.log.value.messages.at(-1);
    if (last?.sender_id === model.me.id) pageReading.written.value = last;
  });
  // What the browser does not keep goes with the page.
  addEventListener("beforeunload", (event) => model.kept.value || event.preventDefault());
  // Before it is wanted, so that it is there without waiting, and also when the connection is not.
  whenIdle(() => void model.files.load());
}
