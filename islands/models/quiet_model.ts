import { type Signal, signal } from "@preact/signals";
import type { Shelf } from "../shelf.ts";

export interface QuietDeps {
  /** Whether the person does not want to be disturbed; shared with everything on the page that could. */
  quiet: Signal<boolean>;
  /** Shared by all tabs. */
  shelf: Shelf;
  key: string;
}

/**
 * The wish not to be disturbed: one per person and browser, the same in all tabs, until it is taken back or the person
 * signs out. Off until the page is connected.
 */
export class QuietModel {
  readonly #deps = signal<QuietDeps | null>(null);

  get on(): boolean {
    return this.#deps.value?.quiet.value ?? false;
  }

  connect(deps: QuietDeps): void {
    this.#deps.value = deps;
    const { quiet, shelf, key } = deps;
    shelf.watch(key, () => quiet.value = shelf.get(key) !== null);
  }

  toggle(): void {
    const deps = this.#deps.value;
    if (!deps) return;
    const on = !deps.quiet.value;
    deps.quiet.value = on;
    if (on) deps.shelf.put(deps.key, "on");
    else deps.shelf.drop(deps.key);
  }
}
