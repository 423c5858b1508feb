import type { Timers } from "../../realtime/ports/clock.ts";

/** Pauses between attempts, in milliseconds; the last one stays. */
export const TRY_AGAIN_MS = [2_000, 4_000, 8_000, 15_000];

export interface BackOnlineDeps {
  timers: Timers;
  /** Whether the server answers; never rejects. */
  ask(): Promise<boolean>;
  /** Loads what the person wanted to see. */
  reload(): void;
}

/** Tries again and again to reach the server, and leaves the page without a connection when it answers. */
export class BackOnline {
  readonly #deps: BackOnlineDeps;
  #tries = 0;
  #isAsking = false;
  #cancel = () => {};

  constructor(deps: BackOnlineDeps) {
    this.#deps = deps;
    this.#later();
  }

  /** Tries at once: something says that there may be a connection again. */
  async tryNow(): Promise<void> {
    if (this.#isAsking) return;
    this.#cancel();
    this.#isAsking = true;
    const answers = await this.#deps.ask();
    this.#isAsking = false;
    if (answers) this.#deps.reload();
    else this.#later();
  }

  #later(): void {
    const pause = TRY_AGAIN_MS[Math.min(this.#tries++, TRY_AGAIN_MS.length - 1)]!;
    this.#cancel = this.#deps.timers.set(() => void this.tryNow(), pause);
  }
}
