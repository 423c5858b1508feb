/** A number of milliseconds within which something must answer; disposing it stops its timer. */
export class Deadline implements Disposable {
  readonly #endsAt: number;
  readonly #timer: ReturnType<typeof setTimeout>;
  readonly #reached = Promise.withResolvers<never>();
  #isOver = false;

  constructor(ms: number, error: () => Error) {
    this.#endsAt = performance.now() + ms;
    this.#reached.promise.catch(() => {});
    this.#timer = setTimeout(() => {
      this.#isOver = true;
      this.#reached.reject(error());
    }, ms);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** What `work` gives, or the deadline's error when that comes first. */
  race<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#reached.promise]);
  }

  /** Waits `ms`, but never past the deadline. */
  async pause(ms: number): Promise<void> {
    await new Promise((resolve) =>
      setTimeout(resolve, Math.min(ms, Math.max(0, this.#endsAt - performance.now())))
    );
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
