import type { Timers } from "./ports/clock.ts";
import { Unavailable } from "./ports/unavailable.ts";

/**
 * Runs checks again and again; each waits for its own last run, and a failure is reported and tried again. That a dependency is
 * away is reported once.
 */
export class RepeatedChecks {
  readonly #timers: Timers;
  readonly #report: (error: unknown) => void;
  readonly #stops = new Map<object, () => void>();
  readonly #running = new Set<Promise<void>>();
  #closed = false;

  constructor(timers: Timers, report: (error: unknown) => void) {
    this.#timers = timers;
    this.#report = report;
  }

  /** Runs `check` now and from then on `everyMs` after its last run; resolves after the first. */
  start(everyMs: number, check: () => Promise<void>): Promise<void> {
    const token = {};
    let isAway = false;
    const failed = (error: unknown) => {
      if (!isAway || !(error instanceof Unavailable)) this.#report(error);
      isAway = error instanceof Unavailable;
    };
    const run = () => {
      const running: Promise<void> = check().then(() => void (isAway = false), failed).finally(() => {
        this.#running.delete(running);
        if (!this.#closed) this.#stops.set(token, this.#timers.set(run, everyMs));
      });
      this.#running.add(running);
      return running;
    };
    return run();
  }

  /** Stops; resolves when what runs has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const stop of this.#stops.values()) stop();
    await Promise.all(this.#running);
  }
}
