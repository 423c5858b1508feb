import type { RateKind, RateTable } from "./core/realtime_limits.ts";

/** Milliseconds that count as none: what adding fractions to the milliseconds of an epoch may be wrong by. */
const ROUNDING_MS = 0.5;

/** Rates as numbers by index, made once and shared by all buckets of one scope. */
export class BucketPlan {
  /** Where each kind stands in the buckets; the same in both scopes of one table. */
  readonly index: Readonly<Record<RateKind, number>>;
  /** Milliseconds in which one token comes back, by index. */
  readonly tokenMs: readonly number[];
  /** Milliseconds in which an empty bucket is full again, by index. */
  readonly fullMs: readonly number[];

  constructor(table: RateTable, scope: "socket" | "user") {
    const kinds = Object.keys(table) as RateKind[];
    this.index = Object.fromEntries(kinds.map((kind, at) => [kind, at])) as Record<RateKind, number>;
    this.tokenMs = kinds.map((kind) => 1_000 / table[kind][scope].perSecond);
    this.fullMs = kinds.map((kind, at) => table[kind][scope].burst * (this.tokenMs[at] ?? 0));
  }

  /** Milliseconds after which every bucket is full again, whatever was taken. */
  get longestMs(): number {
    return Math.max(...this.fullMs);
  }
}

/**
 * One token bucket for each kind, of one socket or of one person. A bucket is one number: when it will be full again
 * (the generic cell rate algorithm, ITU-T I.371), so taking allocates nothing and needs no timer.
 */
export class Buckets {
  readonly #plan: BucketPlan;
  readonly #fullAt: number[];

  constructor(plan: BucketPlan) {
    this.#plan = plan;
    // A fraction makes it an array of doubles from the start, eight bytes for each.
    this.#fullAt = new Array<number>(plan.tokenMs.length).fill(-0.5);
  }

  /** Milliseconds until there is a token of the kind at `index`; 0 when there is one. */
  waitMs(index: number, now: number): number {
    const missing = (this.#fullAt[index] ?? 0) - now;
    if (missing <= 0) return 0;
    const fullMs = this.#plan.fullMs[index] ?? 0;
    const tokenMs = this.#plan.tokenMs[index] ?? 0;
    // More can't be missing than fits in, so the clock was set back: nobody has to wait for that.
    if (missing > fullMs + tokenMs) {
      this.#fullAt[index] = now;
      return 0;
    }
    const wait = missing + tokenMs - fullMs;
    return wait < ROUNDING_MS ? 0 : wait;
  }

  /** Takes one token, which has to be there. */
  spend(index: number, now: number): void {
    this.#fullAt[index] = Math.max(this.#fullAt[index] ?? 0, now) + (this.#plan.tokenMs[index] ?? 0);
  }
}
