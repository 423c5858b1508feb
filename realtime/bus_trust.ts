import type { BusPace } from "./bus_link.ts";

/** What Redis answers to a beat. */
export interface BeatAnswer {
  /** Number of the beat's own echo. */
  number: number;
  /** How many people were left behind by instances that have ended. */
  left: number;
  /** Milliseconds since the last beat of every instance. */
  ages: Map<string, number>;
}

interface Beat {
  sentAt: number;
  number?: number;
}

/** Which instances may be relied on: whose beats are fresh, while own beats come back without a gap in the numbers. */
export class BusTrust {
  readonly #instance: string;
  readonly #pace: BusPace;
  #received: number | undefined;
  #beat: Beat | undefined;
  #confirmedAt: number | undefined;
  #beatOf = new Map<string, number>();
  #left = 0;

  constructor(instance: string, pace: BusPace) {
    this.#instance = instance;
    this.#pace = pace;
  }

  /** Forgets everything: a link has ended, and the next one begins with any number. */
  reset(): void {
    this.#received = this.#beat = this.#confirmedAt = undefined;
    this.#beatOf.clear();
  }

  /** Notes the number of a frame; false when it does not follow the one before. */
  receive(number: number): boolean {
    const follows = this.#received === undefined || number === this.#received + 1;
    this.#received = number;
    this.#confirm();
    return follows;
  }

  send(now: number): void {
    this.#beat = { sentAt: now };
  }

  answer({ number, left, ages }: BeatAnswer): void {
    if (!this.#beat) return;
    this.#beat.number = number;
    this.#left = left;
    const { sentAt } = this.#beat;
    this.#beatOf = new Map([...ages].map(([instance, age]) => [instance, sentAt - age]));
    this.#confirm();
  }

  /** Whether the last beat has been answered and has come back. */
  get isConfirmed(): boolean {
    return this.#beat === undefined && this.#confirmedAt !== undefined;
  }

  /** Whether own beats come back. On a clock that went back nobody knows, until the next beat. */
  isSound(now: number): boolean {
    return this.#confirmedAt !== undefined && this.#isFresh(this.#confirmedAt, now);
  }

  /** The instances that may be relied on now, this one always among them. */
  trusted(now: number): string[] {
    if (!this.isSound(now)) return [this.#instance];
    const fresh = [...this.#beatOf].filter(([, beatAt]) => this.#isFresh(beatAt, now));
    const others = fresh.map(([instance]) => instance).filter((one) => one !== this.#instance);
    return [this.#instance, ...others];
  }

  /** Whether, as far as the last beat showed, something is there that nobody alive looks after. */
  hasOrphans(now: number): boolean {
    return this.#left > 0 || this.#beatOf.values().some((beatAt) => now - beatAt >= this.#pace.leaseMs);
  }

  #isFresh(at: number, now: number): boolean {
    return at <= now && now - at < this.#pace.trustMs;
  }

  #confirm(): void {
    const { number, sentAt } = this.#beat ?? {};
    if (number === undefined || sentAt === undefined || (this.#received ?? -1) < number) return;
    this.#confirmedAt = sentAt;
    this.#beat = undefined;
  }
}
