/** The time, handed in so that tests can move it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** One-shot timers, handed in for the same reason. */
export interface Timers {
  /** Runs `run` once after `ms`; the returned function cancels it. */
  set(run: () => void, ms: number): () => void;
}
