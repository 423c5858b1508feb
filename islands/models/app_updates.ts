import { computed, type ReadonlySignal, signal } from "@preact/signals";

export interface AppUpdatesDeps {
  /** Whether this page is in a call, which nothing interrupts. */
  inCall: ReadonlySignal<boolean>;
  /** Makes the version that waits take over; `done` is called when it has. */
  takeOver(done: () => void): void;
  reload(): void;
}

/** Says that there is a new version, never during a call, and loads it when the person wants. */
export class AppUpdates {
  readonly #deps: AppUpdatesDeps;
  readonly #isThere = signal(false);
  /** Whether to say so. */
  readonly isShown: ReadonlySignal<boolean>;
  #isWanted = false;

  constructor(deps: AppUpdatesDeps) {
    this.#deps = deps;
    this.isShown = computed(() => this.#isThere.value && !deps.inCall.value);
  }

  found(): void {
    this.#isThere.value = true;
  }

  /** Puts it off until the next page. */
  later(): void {
    this.#isThere.value = false;
  }

  load(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.#deps.takeOver(() => this.#deps.reload());
  }
}
