import type { Clock } from "./ports/clock.ts";

/** One attempt that counts until its window has passed, or until it is given back. */
export interface Attempt {
  /** The attempt was a good one and no longer counts. */
  giveBack(): void;
}

export type AttemptResult = { ok: true; attempt: Attempt } | { ok: false; retryAfterSeconds: number };

export interface AttemptLimitOptions {
  /** Attempts per key and window. */
  attemptsMax: number;
  windowMs: number;
  /** Keys remembered at once; the ones that were quiet longest are forgotten first. */
  keysMax: number;
}

/** Counts attempts per key in a sliding window, in memory: each instance has its own. */
export class AttemptLimit {
  readonly #options: AttemptLimitOptions;
  readonly #clock: Clock;
  /** Times of attempts per key, oldest first; keys in the order of their last attempt. */
  readonly #times = new Map<string, number[]>();

  constructor(options: AttemptLimitOptions, clock: Clock) {
    this.#options = options;
    this.#clock = clock;
  }

  /** Keys remembered now. */
  get size(): number {
    return this.#times.size;
  }

  /** Counts an attempt, or says in how many seconds the next one may come; a refused attempt does not count. */
  take(key: string): AttemptResult {
    const now = this.#clock.now();
    const times = this.#recent(key, now);
    const oldest = times[0];
    if (oldest !== undefined && times.length >= this.#options.attemptsMax) {
      return {
        ok: false,
        retryAfterSeconds: Math.max(1, Math.ceil((oldest + this.#options.windowMs - now) / 1000)),
      };
    }
    times.push(now);
    this.#times.delete(key);
    this.#times.set(key, times);
    this.#forgetQuiet(now);
    return { ok: true, attempt: { giveBack: () => this.#giveBack(key, now) } };
  }

  /** Forgets all attempts of a key. */
  clear(key: string): void {
    this.#times.delete(key);
  }

  #recent(key: string, now: number): number[] {
    return (this.#times.get(key) ?? []).filter((time) => time > now - this.#options.windowMs);
  }

  #giveBack(key: string, time: number): void {
    const times = this.#times.get(key);
    const index = times?.indexOf(time) ?? -1;
    if (index >= 0) times?.splice(index, 1);
    if (times?.length === 0) this.#times.delete(key);
  }

  #forgetQuiet(now: number): void {
    for (const [key, times] of this.#times) {
      const isQuiet = (times.at(-1) ?? 0) <= now - this.#options.windowMs;
      if (!isQuiet && this.#times.size <= this.#options.keysMax) return;
      this.#times.delete(key);
    }
  }
}
