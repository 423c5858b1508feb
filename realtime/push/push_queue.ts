/** Messages that are under way at the same time; one that waits for a slow push service is among them. */
const ATONCE_MAX = 128;
/** Most messages that wait; a push service that hangs must not fill the memory. */
const WAITING_MAX = 2_000;

/** Work that nobody waits for: a few at once, so many waiting, no more. */
export class PushQueue {
  readonly #report: (error: unknown) => void;
  readonly #waiting: ((stop: AbortSignal) => Promise<void>)[] = [];
  readonly #running = new Set<Promise<void>>();
  readonly #stop = new AbortController();

  constructor(report: (error: unknown) => void) {
    this.#report = report;
  }

  /** Takes work in; false when too much waits already, or it is closed. */
  add(work: (stop: AbortSignal) => Promise<void>): boolean {
    if (this.#stop.signal.aborted || this.#waiting.length >= WAITING_MAX) return false;
    this.#waiting.push(work);
    this.#next();
    return true;
  }

  /** Gives up what waits, and resolves when what runs has ended. */
  async close(): Promise<void> {
    this.#stop.abort();
    this.#waiting.length = 0;
    await Promise.all(this.#running);
  }

  #next(): void {
    while (this.#running.size < ATONCE_MAX) {
      const work = this.#waiting.shift();
      if (!work) return;
      const running: Promise<void> = work(this.#stop.signal).catch(this.#report).finally(() => {
        this.#running.delete(running);
        this.#next();
      });
      this.#running.add(running);
    }
  }
}
