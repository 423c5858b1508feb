/// <reference lib="dom" />

/** Keeps the screen on while it is held, as far as the browser can and the battery allows. */
export class WakeLock {
  #wanted = false;
  #sentinel: WakeLockSentinel | undefined;

  constructor() {
    // The browser takes the lock away whenever the page is hidden.
    document.addEventListener("visibilitychange", () => void this.#renew());
  }

  /** Holds the screen on, or lets go of it. */
  hold(wanted: boolean): void {
    if (this.#wanted === wanted) return;
    this.#wanted = wanted;
    void this.#renew();
  }

  async #renew(): Promise<void> {
    try {
      if (!this.#wanted) {
        await this.#sentinel?.release();
        this.#sentinel = undefined;
      } else if (document.visibilityState === "visible" && (this.#sentinel?.released ?? true)) {
        this.#sentinel = await navigator.wakeLock?.request("screen");
        if (!this.#wanted) await this.#sentinel?.release();
      }
    } catch {
      // A low battery or a policy refuses it; the visit goes on all the same.
    }
  }
}
