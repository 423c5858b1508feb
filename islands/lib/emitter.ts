export type Unsubscribe = () => void;

/** Typed events. A handler that throws is reported to the page and does not keep the others from running. */
export class Emitter<Events> {
  readonly #handlers = new Map<keyof Events, Set<(detail: never) => void>>();

  /** Calls `handler` on every `event` until the returned function is called. */
  on<E extends keyof Events>(event: E, handler: (detail: Events[E]) => void): Unsubscribe {
    const handlers = this.#handlers.get(event) ?? new Set();
    this.#handlers.set(event, handlers.add(handler));
    return () => void handlers.delete(handler);
  }

  emit<E extends keyof Events>(event: E, detail: Events[E]): void {
    for (const handler of [...this.#handlers.get(event) ?? []]) {
      try {
        (handler as (detail: Events[E]) => void)(detail);
      } catch (fault) {
        reportError(fault);
      }
    }
  }

  clear(): void {
    this.#handlers.clear();
  }
}
