import type { Clock } from "./ports/clock.ts";

/** Samples that one person may submit at once: an hour's backlog at one in 5 s and a bit. */
export const SAMPLES_AT_ONCE_MAX = 900;
/** What comes back of it each second; a device measures once a second at most. */
export const SAMPLES_PER_SECOND = 2;
/** People remembered at once; those who were quiet longest are forgotten first. */
const PEOPLE_MAX = 10_000;

/** How many quality samples each person may submit, in memory: each instance has its own. */
export class SampleAllowance {
  readonly #clock: Clock;
  /** What is left, and when that was so, in the order of last use. */
  readonly #left = new Map<number, { samples: number; at: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Takes `count` samples, or none and answers in how many seconds there are enough. */
  take(userId: number, count: number): { ok: true } | { ok: false; retryAfterSeconds: number } {
    const now = this.#clock.now();
    const known = this.#left.get(userId) ?? { samples: SAMPLES_AT_ONCE_MAX, at: now };
    const regained = (Math.max(0, now - known.at) / 1_000) * SAMPLES_PER_SECOND;
    const samples = Math.min(SAMPLES_AT_ONCE_MAX, known.samples + regained);
    const ok = samples >= count;
    this.#left.delete(userId);
    this.#left.set(userId, { samples: ok ? samples - count : samples, at: now });
    if (this.#left.size > PEOPLE_MAX) this.#left.delete(this.#left.keys().next().value ?? 0);
    return ok ? { ok } : { ok, retryAfterSeconds: Math.ceil((count - samples) / SAMPLES_PER_SECOND) };
  }
}
