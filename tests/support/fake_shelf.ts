import type { OutboxStore } from "../../islands/models/outbox_store.ts";
import { storedOutbox } from "../../islands/models/outbox_store.ts";
import type { Shelf } from "../../islands/shelf.ts";

/** A browser's storage as its tabs see it: each hears of what the others change. */
export class FakeBrowserStorage {
  readonly items = new Map<string, string>();
  /** How many things it holds at most. */
  room = Infinity;
  #watchers: { tab: object; prefix: string; run: () => void }[] = [];

  /** The storage as one more tab sees it. */
  tab(): Shelf {
    const tab = {};
    const tell = (key: string) => {
      for (const one of this.#watchers) if (one.tab !== tab && key.startsWith(one.prefix)) one.run();
    };
    return {
      keys: (prefix) => [...this.items.keys()].filter((key) => key.startsWith(prefix)),
      get: (key) => this.items.get(key) ?? null,
      put: (key, value) => {
        if (!this.items.has(key) && this.items.size >= this.room) return false;
        this.items.set(key, value);
        tell(key);
        return true;
      },
      drop: (key) => {
        if (this.items.delete(key)) tell(key);
      },
      watch: (prefix, run) => {
        const watcher = { tab, prefix, run };
        this.#watchers.push(watcher);
        return () => this.#watchers = this.#watchers.filter((one) => one !== watcher);
      },
    };
  }
}

/** The outbox of one conversation in a browser, as one of its tabs sees it. */
export function outboxIn(
  browser: FakeBrowserStorage,
  { tab = new FakeBrowserStorage(), userId = 1, conversationId = "conversation" } = {},
): OutboxStore {
  return storedOutbox({ browser: browser.tab(), tab: tab.tab() }, userId, conversationId);
}
