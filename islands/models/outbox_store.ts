import type { Shelf } from "../shelf.ts";
import { isUploaded, OUTBOX_MAX, parseOutbox, type UnsentMessage } from "./outbox.ts";

/** Begins the keys of all unsent messages of everybody who has used this browser. */
export const OUTBOX_PREFIX = "carewire.outbox.";

/** Keeps the unsent messages of one conversation beyond the life of the page. */
export interface OutboxStore {
  /** In the order of writing. */
  load(): UnsentMessage[];
  /** Keeps a message as it is now; false when it goes with this tab. */
  put(message: UnsentMessage): boolean;
  remove(clientIds: readonly string[]): void;
  /** Calls back when another tab has added or removed something. */
  watch(run: () => void): () => void;
}

/**
 * An outbox in the browser's own storage (localStorage: written before `put` returns, so nothing lies between a press on
 * "send" and a closed tab). Each message has a key of its own, so that tabs never overwrite each other's, under the
 * person's id, so that it is never sent as somebody else. What has files that are not up stays in this tab's storage: their
 * bytes live in this page alone. So does what the browser's storage does not take.
 */
export function storedOutbox(
  shelves: { browser: Shelf; tab: Shelf },
  userId: number,
  conversationId: string,
): OutboxStore {
  const { browser, tab } = shelves;
  const list = `${OUTBOX_PREFIX}${userId}.${conversationId}`;
  const keyOf = (clientId: string) => `${list}.${clientId}`;
  const put = (message: UnsentMessage): boolean => {
    const key = keyOf(message.clientId);
    const text = JSON.stringify(message);
    const whole = isUploaded(message);
    const kept = whole && browser.put(key, text);
    if (kept) tab.drop(key);
    else tab.put(key, text);
    return kept || !whole;
  };
  return {
    load() {
      // Until this version a tab kept all of them under one key.
      for (const one of parseOutbox(tab.get(list))) put(one);
      tab.drop(list);
      const all = [browser, tab].flatMap((shelf) =>
        shelf.keys(`${list}.`).flatMap((key) => parseOutbox(shelf.get(key)))
      );
      return all.sort(byWriting).slice(0, OUTBOX_MAX);
    },
    put,
    remove(clientIds) {
      for (const key of clientIds.map(keyOf)) {
        browser.drop(key);
        tab.drop(key);
      }
    },
    watch: (run) => browser.watch(list, run),
  };
}

/** The earlier written first. */
export function byWriting(a: UnsentMessage, b: UnsentMessage): number {
  return a.writtenAt < b.writtenAt ? -1 : a.writtenAt > b.writtenAt ? 1 : 0;
}
