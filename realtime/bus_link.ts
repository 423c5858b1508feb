import type { RedisScript } from "./redis_scripts.ts";

/** One way to the other instances, from its opening to its end; a new one takes its place when it breaks. */
export interface BusLink {
  /** Resolves once frames are received. */
  readonly opened: Promise<void>;
  /** Runs a script; rejects with Unavailable when there is no answer, or an error for one. */
  run(script: RedisScript, args: readonly string[]): Promise<unknown>;
  /** Ends it at once; what waits for an answer is rejected. */
  destroy(): void;
}

export interface LinkEvents {
  /** A frame for this instance, in the order of publishing. */
  frame(text: string): void;
  /** It does not work any more. */
  broken(error: unknown): void;
}

export type OpenLink = (events: LinkEvents) => BusLink;

/** How often instances show that they live, and what follows when they don't; all in milliseconds. */
export interface BusPace {
  /** Between two beats. */
  beatMs: number;
  /** Within this time a beat is answered and its echo received; otherwise the link is opened again. */
  answerMs: number;
  /** An instance whose last beat is older is not trusted. */
  trustMs: number;
  /** An instance whose last beat is older holds no connections any more. */
  leaseMs: number;
  /** Most that is waited before a broken link is opened again; the wait is a random part of that or less. */
  reopenMs: number;
}
