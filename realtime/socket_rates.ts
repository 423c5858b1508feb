import type { EventKind } from "./core/realtime_limits.ts";
import { type BucketPlan, Buckets } from "./rate_limit.ts";

/** What one socket may send: its own buckets, and those that all sockets of its person share. */
export class SocketRates {
  readonly #plan: BucketPlan;
  readonly #own: Buckets;
  readonly #user: Buckets;
  #onClose: (() => void) | undefined;

  /** `plan` is that of sockets; `onClose` runs once, when the socket is given up. */
  constructor(plan: BucketPlan, user: Buckets, onClose: () => void) {
    this.#plan = plan;
    this.#own = new Buckets(plan);
    this.#user = user;
    this.#onClose = onClose;
  }

  /** Takes one event of a kind: 0, or the milliseconds until there may be one, and then nothing was taken. */
  take(kind: EventKind, now: number): number {
    const one = this.#plan.index[kind];
    const all = this.#plan.index.everything;
    const waitMs = Math.max(this.#waitMs(one, now), this.#waitMs(all, now));
    if (waitMs > 0) return waitMs;
    this.#spend(one, now);
    this.#spend(all, now);
    return 0;
  }

  /** Counts an event that was refused for its rate; true when there were so many that it is a flood. */
  refuse(now: number): boolean {
    const index = this.#plan.index.refused;
    if (this.#waitMs(index, now) > 0) return true;
    this.#spend(index, now);
    return false;
  }

  /** The socket is given up. */
  close(): void {
    this.#onClose?.();
    this.#onClose = undefined;
  }

  #waitMs(index: number, now: number): number {
    return Math.max(this.#own.waitMs(index, now), this.#user.waitMs(index, now));
  }

  #spend(index: number, now: number): void {
    this.#own.spend(index, now);
    this.#user.spend(index, now);
  }
}
