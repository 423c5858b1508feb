import type { Clock, Timers } from "../../realtime/ports/clock.ts";

interface Entry {
  at: number;
  order: number;
  run: (() => void) | null;
}

/** When every run begins; the date has no meaning. */
export const BEGINNING = Date.parse("2026-03-02T09:00:00.000Z");

/** The one clock of a run. It jumps from event to event; events of the same moment run in the order they were set. */
export class VirtualTime implements Clock, Timers {
  #now = BEGINNING;
  #order = 0;
  readonly #heap: Entry[] = [];

  now(): number {
    return this.#now;
  }

  /** Milliseconds since the beginning. */
  get elapsed(): number {
    return this.#now - BEGINNING;
  }

  set(run: () => void, ms: number): () => void {
    const entry: Entry = { at: this.#now + Math.max(0, ms), order: this.#order++, run };
    this.#push(entry);
    return () => entry.run = null;
  }

  /** Resolves after `ms`. */
  wait(ms: number): Promise<void> {
    return new Promise((resolve) => void this.set(resolve, ms));
  }

  /** Runs everything up to a moment, with all promises between. */
  async runUntil(at: number): Promise<void> {
    await quiet();
    for (let next = this.#heap[0]; next && next.at <= at; next = this.#heap[0]) {
      this.#pop();
      if (!next.run) continue;
      this.#now = next.at;
      next.run();
      await quiet();
    }
    this.#now = Math.max(this.#now, at);
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!isBefore(entry, heap[above]!)) break;
      heap[at] = heap[above]!;
      at = above;
    }
    heap[at] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    while (true) {
      let below = 2 * at + 1;
      if (below >= heap.length) break;
      if (below + 1 < heap.length && isBefore(heap[below + 1]!, heap[below]!)) below++;
      if (!isBefore(heap[below]!, last)) break;
      heap[at] = heap[below]!;
      at = below;
    }
    heap[at] = last;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** A turn of the event loop ends only when no promise has anything left to do; it takes no time that anybody here sees. */
function quiet(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
