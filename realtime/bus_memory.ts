import type { Bus } from "./ports/bus.ts";
import type { Notice } from "./ports/notice.ts";

/** The bus of a single instance: every notice is delivered here, in the order of publishing. */
export class MemoryBus implements Bus {
  readonly #listeners = new Set<(notices: readonly Notice[]) => void>();

  publish(notices: readonly Notice[]): Promise<void> {
    for (const deliver of this.#listeners) deliver(notices);
    return Promise.resolve();
  }

  subscribe(deliver: (notices: readonly Notice[]) => void): () => void {
    this.#listeners.add(deliver);
    return () => this.#listeners.delete(deliver);
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#listeners.clear();
    return Promise.resolve();
  }
}
