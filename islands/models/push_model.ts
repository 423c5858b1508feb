import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Shelf } from "../shelf.ts";
import { type PushApi, type PushBrowser, subscribeBrowser } from "./push_browser.ts";

export type PushState =
  | "checking"
  | "unsupported"
  | "needs_install"
  | "off"
  /** The browser asks the person, or the clinic is being told. */
  | "asking"
  | "on"
  | "refused"
  /** Off, because it could not be turned on. */
  | "failed";

export type Trial = "idle" | "sending" | "sent" | "failed";

/** Whose page the switch stands on: the home page offers it once, the account page always has it. */
export type PushPlace = "home" | "account";

export interface PushDeps {
  browser: PushBrowser;
  api: PushApi;
  shelf: Shelf;
  /** Where the wish is kept, and where it is kept that the question was put off. */
  key: string;
  laterKey: string;
  quiet: ReadonlySignal<boolean>;
}

/** The switch that lets this browser ring while no page is open. */
export class PushModel {
  readonly place: PushPlace;
  readonly state: Signal<PushState> = signal("checking");
  readonly trial: Signal<Trial> = signal("idle");
  readonly #deps = signal<PushDeps | null>(null);
  readonly #isOffered = signal(false);
  /** Whether there is something to show: on the home page only where there is something to decide. */
  readonly isShown = computed(() => this.place === "account" || this.#isOffered.value);

  constructor(place: PushPlace) {
    this.place = place;
  }

  get isQuiet(): boolean {
    return this.#deps.value?.quiet.value ?? false;
  }

  /** Looks how things stand in this browser. */
  async connect(deps: PushDeps): Promise<void> {
    this.#deps.value = deps;
    this.state.value = await this.#look(deps);
    const isOpen = this.state.value === "off" && deps.browser.permission() === "default";
    this.#isOffered.value = isOpen && deps.shelf.get(deps.laterKey) === null;
  }

  /** Looks again: the person may have changed the browser's settings meanwhile. */
  async lookAgain(): Promise<void> {
    const deps = this.#deps.value;
    const { value } = this.state;
    if (deps && (value === "refused" || value === "off" || value === "on")) {
      this.state.value = await this.#look(deps);
    }
  }

  async turnOn(): Promise<void> {
    const deps = this.#deps.value;
    if (!deps || this.state.value === "asking") return;
    this.state.value = "asking";
    try {
      const answer = await deps.browser.ask();
      if (answer !== "granted") this.state.value = answer === "denied" ? "refused" : "off";
      else {
        deps.shelf.put(deps.key, await subscribeBrowser(deps, deps.quiet.value));
        this.state.value = "on";
      }
    } catch {
      this.state.value = "failed";
    }
  }

  async turnOff(): Promise<void> {
    const deps = this.#deps.value;
    if (!deps) return;
    const id = deps.shelf.get(deps.key);
    deps.shelf.drop(deps.key);
    this.state.value = "off";
    this.trial.value = "idle";
    // Where the clinic can't be told, the browser's push service tells it with the next call.
    await Promise.allSettled([deps.browser.drop(), id === null ? undefined : deps.api.end(id)]);
  }

  /** Sends a notification, to see it. */
  async tryOut(): Promise<void> {
    const deps = this.#deps.value;
    if (!deps || this.trial.value === "sending") return;
    this.trial.value = "sending";
    try {
      await deps.api.test();
      this.trial.value = "sent";
    } catch {
      this.trial.value = "failed";
    }
  }

  /** Puts the question of the home page off for good; the account page still has it. */
  putOff(): void {
    const deps = this.#deps.value;
    deps?.shelf.put(deps.laterKey, "yes");
    this.#isOffered.value = false;
  }

  async #look({ browser, shelf, key }: PushDeps): Promise<PushState> {
    const support = browser.support();
    if (support !== "yes") return support === "no" ? "unsupported" : "needs_install";
    if (browser.permission() === "denied") return "refused";
    if (shelf.get(key) === null || browser.permission() !== "granted") return "off";
    const current = await browser.current().catch(() => null);
    return current ? "on" : "off";
  }
}
