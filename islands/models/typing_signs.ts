import type { Signal } from "@preact/signals";
import type { Clock, Timers } from "../../realtime/ports/clock.ts";

/** Own typing is told at most this often, in milliseconds. */
export const TYPING_SEND_INTERVAL_MS = 3_000;
/** Somebody else's typing is shown for this long after its last sign, in milliseconds. */
export const TYPING_SHOWN_MS = 5_000;

export interface TypingDeps {
  /** Where those who are writing are shown, in the order in which they began. */
  people: Signal<readonly number[]>;
  clock: Clock;
  timers: Timers;
  send: () => void;
}

/** Who is writing in a conversation right now, and when to tell the others that oneself is. */
export class TypingSigns {
  #deps: TypingDeps;
  #cancels = new Map<number, () => void>();
  #sentAt = -Infinity;

  constructor(deps: TypingDeps) {
    this.#deps = deps;
  }

  /** Notes a sign from somebody else. */
  seen(userId: number): void {
    this.#cancels.get(userId)?.();
    this.#cancels.set(userId, this.#deps.timers.set(() => this.stopped(userId), TYPING_SHOWN_MS));
    const { people } = this.#deps;
    if (!people.value.includes(userId)) people.value = [...people.value, userId];
  }

  /** Notes that somebody stopped, for example because the message came. */
  stopped(userId: number): void {
    this.#cancels.get(userId)?.();
    this.#cancels.delete(userId);
    const { people } = this.#deps;
    if (people.value.includes(userId)) people.value = people.value.filter((id) => id !== userId);
  }

  /** Tells the others, unless that was done a moment ago. */
  wrote(): void {
    const now = this.#deps.clock.now();
    if (now - this.#sentAt < TYPING_SEND_INTERVAL_MS) return;
    this.#sentAt = now;
    this.#deps.send();
  }

  /** The message went out: the next key stroke counts as a fresh start. */
  finished(): void {
    this.#sentAt = -Infinity;
  }

  [Symbol.dispose](): void {
    for (const cancel of this.#cancels.values()) cancel();
    this.#cancels.clear();
  }
}
