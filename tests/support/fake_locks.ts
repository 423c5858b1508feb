/// <reference lib="dom" />

interface Request {
  run: (lock: Lock | null) => unknown;
  resolve: (value: unknown) => void;
  reject: (fault: unknown) => void;
}

/** The Web Locks of one browser, as far as pages use them: exclusive, in order of asking, with patience or none. */
export class FakeLocks {
  readonly #waiting = new Map<string, Request[]>();

  readonly request = ((name: string, ...rest: unknown[]): Promise<unknown> => {
    const options = (rest.length > 1 ? rest[0] : {}) as LockOptions;
    const run = rest.at(-1) as Request["run"];
    return new Promise<unknown>((resolve, reject) => {
      const queue = this.#waiting.get(name) ?? [];
      this.#waiting.set(name, queue);
      if (options.ifAvailable && queue.length > 0) return resolve(run(null));
      const request = { run, resolve, reject };
      queue.push(request);
      options.signal?.addEventListener("abort", () => {
        if (queue.indexOf(request) < 1) return;
        queue.splice(queue.indexOf(request), 1);
        reject(new DOMException("The request was aborted.", "AbortError"));
      });
      if (queue.length === 1) this.#grant(name, queue);
    });
  }) as LockManager["request"];

  /** The page that holds this lock is gone. */
  release(name: string): void {
    const queue = this.#waiting.get(name);
    queue?.shift();
    if (queue?.length) this.#grant(name, queue);
  }

  #grant(name: string, queue: Request[]): void {
    const [request] = queue;
    if (!request) return;
    const done = Promise.try(() => request.run({ name, mode: "exclusive" }));
    done.then(request.resolve, request.reject).finally(() => queue[0] === request && this.release(name));
  }
}
