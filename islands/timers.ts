import type { Timers } from "../realtime/ports/clock.ts";

/** The browser's own timers. */
export const browserTimers: Timers = {
  set: (run, ms) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
