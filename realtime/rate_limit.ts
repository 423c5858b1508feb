/** How many events a socket may send: `burst` at once, refilled at `perSecond`. */
export interface Rate {
  burst: number;
  perSecond: number;
}

/** Everything a socket sends; a call's start needs about 40 candidates at once. */
export const SOCKET_RATE: Rate = { burst: 200, perSecond: 50 };
/** Refused events after which a socket is closed. */
export const REFUSED_MAX = 500;

/** A token bucket. Checked where frames arrive: a burst is dispatched before any timer runs. */
export class RateLimit {
  readonly #rate: Rate;
  #tokens: number;
  #at: number;
  #refused = 0;

  constructor(rate: Rate, now: number) {
    this.#rate = rate;
    this.#tokens = rate.burst;
    this.#at = now;
  }

  /** Takes one token; false when there is none. */
  take(now: number): boolean {
    const { burst, perSecond } = this.#rate;
    this.#tokens = Math.min(burst, this.#tokens + ((now - this.#at) / 1000) * perSecond);
    this.#at = now;
    if (this.#tokens < 1) {
      this.#refused++;
      return false;
    }
    this.#tokens--;
    return true;
  }

  get isFlooding(): boolean {
    return this.#refused > REFUSED_MAX;
  }
}
