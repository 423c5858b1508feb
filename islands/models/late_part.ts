import { type ReadonlySignal, signal } from "@preact/signals";

/** Something that a page does not need at once: loaded when there is time, or when it is wanted. */
export class LatePart<T> {
  /** Null until it is there. */
  readonly value: ReadonlySignal<T | null>;
  /** Whether the last attempt to load it failed; the next `load` tries again. */
  readonly failed: ReadonlySignal<boolean>;
  readonly load: () => Promise<T | null>;

  constructor(fetchPart: () => Promise<T>) {
    const value = signal<T | null>(null);
    const failed = signal(false);
    let loading: Promise<T | null> | undefined;
    this.value = value;
    this.failed = failed;
    const run = async (): Promise<T | null> => {
      failed.value = false;
      try {
        value.value = await fetchPart();
      } catch {
        failed.value = true;
        loading = undefined;
      }
      return value.peek();
    };
    this.load = () => loading ??= run();
  }
}
