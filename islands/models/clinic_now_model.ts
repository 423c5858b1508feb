import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { ClinicNowObject } from "../../realtime/core/clinic_objects.ts";
import type { Timers } from "../../realtime/ports/clock.ts";

/** How often the page looks again while somebody can see it, in milliseconds. */
export const LOOK_EVERY_MS = 5_000;
/** An answer that takes longer, in milliseconds, counts as none. */
export const LOOK_MAX_MS = 10_000;

/** Why what is shown does not move on. */
export type ClinicNowProblem = "none" | "offline" | "refused";

export interface ClinicNowDeps {
  timers: Timers;
  visible: ReadonlySignal<boolean>;
  /** Rejects when there is no answer; undefined where it was refused. */
  look(signal: AbortSignal): Promise<ClinicNowObject | undefined>;
}

/** What goes on in the clinic, looked at every few seconds as long as the page can be seen. */
export class ClinicNowModel {
  readonly #now;
  readonly #problem = signal<ClinicNowProblem>("none");
  #asking: AbortController | undefined;
  #cancel = () => {};

  constructor(first: ClinicNowObject) {
    this.#now = signal(first);
  }

  get now(): ClinicNowObject {
    return this.#now.value;
  }

  get problem(): ClinicNowProblem {
    return this.#problem.value;
  }

  /** Starts to follow; what is returned ends it. */
  connect(deps: ClinicNowDeps): () => void {
    let isFirst = true;
    const release = effect(() => {
      const isVisible = deps.visible.value;
      this.#pause();
      // What the page came with is new; what was out of sight is not.
      if (isVisible) this.#cancel = deps.timers.set(() => this.#look(deps), isFirst ? LOOK_EVERY_MS : 0);
      isFirst = false;
    });
    return () => {
      release();
      this.#pause();
    };
  }

  #pause(): void {
    this.#cancel();
    this.#asking?.abort();
    this.#asking = undefined;
  }

  async #look(deps: ClinicNowDeps): Promise<void> {
    const asking = this.#asking = new AbortController();
    const giveUp = deps.timers.set(() => asking.abort(), LOOK_MAX_MS);
    const found = await deps.look(asking.signal).catch(() => null);
    giveUp();
    if (asking !== this.#asking) return;
    this.#problem.value = found ? "none" : found === null ? "offline" : "refused";
    if (found) this.#now.value = found;
    // Whoever may not see it any more asks in vain.
    if (found !== undefined) this.#cancel = deps.timers.set(() => this.#look(deps), LOOK_EVERY_MS);
  }
}
