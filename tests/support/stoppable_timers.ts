import type { Timers } from "../../realtime/ports/clock.ts";

/** Real timers that can all be stopped for good, so that what runs on them is as dead as after a crash. */
export class StoppableTimers implements Timers {
  readonly #running = new Set<ReturnType<typeof setTimeout>>();
  #isStopped = false;

  set(run: () => void, ms: number): () => void {
    if (this.#isStopped) return () => {};
    const timer = setTimeout(() => {
      this.#running.delete(timer);
      run();
    }, ms);
    this.#running.add(timer);
    return () => {
      clearTimeout(timer);
      this.#running.delete(timer);
    };
  }

  stop(): void {
    this.#isStopped = true;
    for (const timer of this.#running) clearTimeout(timer);
  }
}
