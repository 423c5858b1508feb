import type { Clock, Timers } from "../../realtime/ports/clock.ts";

/** A clock and its timers that move only when a test moves them. */
export class FakeTime implements Clock, Timers {
  #now: number;
  #pending: { at: number; run: () => void }[] = [];

  constructor(now = Date.parse("2026-03-02T09:00:00.000Z")) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  set(run: () => void, ms: number): () => void {
    const timer = { at: this.#now + ms, run };
    this.#pending.push(timer);
    return () => this.#pending = this.#pending.filter((one) => one !== timer);
  }

  /** Timers that have not run. */
  get pending(): number {
    return this.#pending.length;
  }

  /** Moves on and runs what is due, in order, with all microtasks between. */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (let next = this.#next(until); next; next = this.#next(until)) {
      this.#pending = this.#pending.filter((one) => one !== next);
      this.#now = next.at;
      next.run();
      await settled();
    }
    this.#now = until;
    await settled();
  }

  #next(until: number) {
    return this.#pending.filter((one) => one.at <= until).sort((a, b) => a.at - b.at)[0];
  }
}

/** Lets everything that waits for resolved promises run. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
