import type { EventKind, RateTable } from "./core/realtime_limits.ts";
import type { Clock } from "./ports/clock.ts";
import { BucketPlan, Buckets } from "./rate_limit.ts";
import { SocketRates } from "./socket_rates.ts";

/** People remembered at once that have no socket here; those who were quiet longest are forgotten first. */
const IDLE_PEOPLE_MAX = 10_000;

interface Person {
  buckets: Buckets;
  /** Open sockets that take from them. */
  sockets: number;
  lastUsedAt: number;
}

export type Allowed = { ok: true } | { ok: false; retryAfterSeconds: number };

/**
 * How often each person may send what, over all of their sockets and over HTTP, in memory: each instance has its own.
 * Whoever has been away until all buckets are full again is forgotten.
 */
export class UserRates {
  readonly #clock: Clock;
  readonly #plan: BucketPlan;
  readonly #socketPlan: BucketPlan;
  /** With a socket here. */
  readonly #here = new Map<number, Person>();
  /** Without one, in the order of last use. */
  readonly #idle = new Map<number, Person>();

  constructor(table: RateTable, clock: Clock) {
    this.#clock = clock;
    this.#plan = new BucketPlan(table, "user");
    this.#socketPlan = new BucketPlan(table, "socket");
  }

  /** People remembered now. */
  get size(): number {
    return this.#here.size + this.#idle.size;
  }

  /** What a new socket of this person may send; to be closed with it. */
  openSocket(userId: number): SocketRates {
    const person = this.#here.get(userId) ?? this.#idle.get(userId) ?? this.#newPerson();
    this.#idle.delete(userId);
    this.#here.set(userId, person);
    person.sockets++;
    return new SocketRates(this.#socketPlan, person.buckets, () => this.#closeSocket(userId, person));
  }

  /** Takes one event of a kind that came over HTTP, or says when the next one may come. */
  take(userId: number, kind: EventKind): Allowed {
    const now = this.#clock.now();
    const { buckets } = this.#here.get(userId) ?? this.#visitor(userId, now);
    const one = this.#plan.index[kind];
    const all = this.#plan.index.everything;
    const waitMs = Math.max(buckets.waitMs(one, now), buckets.waitMs(all, now));
    if (waitMs > 0) return { ok: false, retryAfterSeconds: Math.ceil(waitMs / 1_000) };
    buckets.spend(one, now);
    buckets.spend(all, now);
    return { ok: true };
  }

  #newPerson(): Person {
    this.#forgetIdle(this.#clock.now());
    return { buckets: new Buckets(this.#plan), sockets: 0, lastUsedAt: 0 };
  }

  #visitor(userId: number, now: number): Person {
    const person = this.#idle.get(userId) ?? this.#newPerson();
    this.#keepIdle(userId, person, now);
    return person;
  }

  #closeSocket(userId: number, person: Person): void {
    if (--person.sockets > 0) return;
    this.#here.delete(userId);
    this.#keepIdle(userId, person, this.#clock.now());
  }

  #keepIdle(userId: number, person: Person, now: number): void {
    person.lastUsedAt = now;
    this.#idle.delete(userId);
    this.#idle.set(userId, person);
  }

  #forgetIdle(now: number): void {
    for (const [userId, person] of this.#idle) {
      const isFull = person.lastUsedAt + this.#plan.longestMs <= now;
      if (!isFull && this.#idle.size < IDLE_PEOPLE_MAX) return;
      this.#idle.delete(userId);
    }
  }
}
