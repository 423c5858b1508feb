import type { Shelf } from "../../../islands/shelf.ts";
import type { VirtualTime } from "../virtual_time.ts";

/** How long a tab waits for another one's turn to end, as islands/in_turn.ts does, in milliseconds. */
const PATIENCE_MS = 10_000;

/** What belongs to one page of a browser and ends with it. */
export interface Owner {
  readonly isAlive: boolean;
}

interface Watcher {
  owner: Owner;
  prefix: string;
  run(): void;
}

interface Turn {
  owner: Owner;
  hasBegun: boolean;
  begin(): void;
}

/** What the tabs of one browser share: storage, turns, and a word about calls. */
export class Browser {
  readonly #time: VirtualTime;
  readonly #stored = new Map<string, string>();
  #watchers: Watcher[] = [];
  #listeners: { owner: Owner; run: (callId: string) => void }[] = [];
  readonly #turns = new Map<string, Turn>();
  readonly #waiting = new Map<string, Turn[]>();

  constructor(time: VirtualTime) {
    this.#time = time;
  }

  /** Storage as one page sees it; what it changes is told to the other pages. */
  shelf(owner: Owner): Shelf {
    const changed = (key: string) => {
      for (const one of this.#watchers) {
        if (one.owner === owner || !key.startsWith(one.prefix)) continue;
        this.#time.set(() => one.owner.isAlive && one.run(), 1);
      }
    };
    return {
      ...shelfOver(this.#stored, owner, changed),
      watch: (prefix, run) => {
        const watcher = { owner, prefix, run };
        this.#watchers = [...this.#watchers.filter((one) => one.owner.isAlive), watcher];
        return () => this.#watchers = this.#watchers.filter((one) => one !== watcher);
      },
    };
  }

  /** Runs something while no other page does what has the same name, or after a while all the same. */
  inTurn(owner: Owner, name: string, run: () => Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const turn: Turn = { owner, hasBegun: false, begin: () => {} };
      turn.begin = () => {
        if (turn.hasBegun || !owner.isAlive) return;
        turn.hasBegun = true;
        run().finally(() => {
          if (this.#turns.get(name) === turn) this.#end(name);
          resolve();
        });
      };
      this.#waiting.set(name, [...this.#waiting.get(name) ?? [], turn]);
      this.#time.set(turn.begin, PATIENCE_MS);
      if (!this.#turns.has(name)) this.#end(name);
    });
  }

  /** Whatever this page has the turn of is free again. */
  ended(owner: Owner): void {
    for (const [name, turn] of [...this.#turns]) if (turn.owner === owner) this.#end(name);
  }

  /** Tells the other pages of a call that is settled here. */
  callWord(owner: Owner) {
    return {
      tell: (callId: string) => {
        for (const one of this.#listeners) {
          if (one.owner !== owner) this.#time.set(() => one.owner.isAlive && one.run(callId), 1);
        }
      },
      listen: (run: (callId: string) => void) => {
        this.#listeners = [...this.#listeners.filter((one) => one.owner.isAlive), { owner, run }];
      },
    };
  }

  /** Gives the turn to the next page that waits for it. */
  #end(name: string): void {
    this.#turns.delete(name);
    const waiting = (this.#waiting.get(name) ?? []).filter((one) => one.owner.isAlive && !one.hasBegun);
    const [next, ...rest] = waiting;
    this.#waiting.set(name, rest);
    if (!next) return;
    this.#turns.set(name, next);
    next.begin();
  }
}

/** Storage of one tab, or of a browser; a page that is gone changes nothing any more. */
export function shelfOver(stored: Map<string, string>, owner: Owner, changed = (_key: string) => {}): Shelf {
  return {
    keys: (prefix) => [...stored.keys()].filter((key) => key.startsWith(prefix)),
    get: (key) => stored.get(key) ?? null,
    put: (key, value) => {
      if (!owner.isAlive) return false;
      stored.set(key, value);
      changed(key);
      return true;
    },
    drop: (key) => {
      if (owner.isAlive && stored.delete(key)) changed(key);
    },
    watch: () => () => {},
  };
}
