import { type Signal, signal } from "@preact/signals";
import type { MessageObject } from "../realtime/core/objects.ts";

/** What the conversations of this page tell its other islands. */
export interface PageReading {
  /** How far this page has read, by conversation: the number of the last message seen. */
  readonly seenMessages: Signal<ReadonlyMap<string, number>>;
  /** What this page wrote last, acknowledged: the server tells it to all other devices only. */
  readonly written: Signal<MessageObject | null>;
}

export const pageReading: PageReading = { seenMessages: signal(new Map()), written: signal(null) };

/** Notes that this page has read a conversation up to the message with this number. */
export function noteSeen(conversationId: string, seq: number): void {
  const known = pageReading.seenMessages.peek();
  if ((known.get(conversationId) ?? -1) < seq) {
    pageReading.seenMessages.value = new Map(known).set(conversationId, seq);
  }
}
