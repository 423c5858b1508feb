/** Time, timers and chance, handed in so that tests can move them. */
export interface Host {
  /** Milliseconds since the epoch by this computer's clock, which may be wrong. */
  now(): number;
  /** Runs `run` once after `ms`; the returned function cancels it. */
  later(run: () => void, ms: number): () => void;
  /** A number in [0, 1). */
  chance(): number;
}

/** What a browser gives. */
export const browserHost: Host = {
  now: () => Date.now(),
  later: (run, ms) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  chance: () => Math.random(),
};
