import type { Clock } from "./ports/clock.ts";

/** Calls `tell` at most once in `everyMs`; what comes sooner is left out. */
export function seldom<T>(tell: (what: T) => void, clock: Clock, everyMs: number): (what: T) => void {
  let toldAt: number | undefined;
  return (what) => {
    const now = clock.now();
    // A clock may have been set back.
    if (toldAt !== undefined && Math.abs(now - toldAt) < everyMs) return;
    toldAt = now;
    tell(what);
  };
}
