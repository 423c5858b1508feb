import { effect, type ReadonlySignal } from "@preact/signals";
import type { Clock } from "../../realtime/ports/clock.ts";
import type { Shelf } from "../shelf.ts";
import { type PushApi, type PushBrowser, subscribeBrowser } from "./push_browser.ts";

/** How often one tab tells the clinic again of what has not changed, in milliseconds. */
export const TELL_AGAIN_MS = 10 * 60_000;
const TOLD = "carewire.push_told";

export interface PushKeeperDeps {
  browser: PushBrowser;
  api: PushApi;
  /** Shared by all tabs; what stands under `key` is the wish. */
  shelf: Shelf;
  key: string;
  /** This tab's own. */
  tab: Shelf;
  clock: Clock;
  quiet: ReadonlySignal<boolean>;
  /** Whether the person has just signed in: a new session, of which nothing is known yet. */
  isNew: boolean;
}

/**
 * Keeps the clinic informed about a browser that is to ring: after each sign-in, when the browser has changed its address, and
 * when its person wants to be left alone. Where nobody wants it, an earlier person's subscription ends.
 */
export class PushKeeper implements Disposable {
  readonly #deps: PushKeeperDeps;
  readonly #release: () => void;
  #isFirst = true;
  #turn: Promise<void> = Promise.resolve();

  constructor(deps: PushKeeperDeps) {
    this.#deps = deps;
    this.#release = effect(() => {
      const quiet = deps.quiet.value;
      const isDue = !this.#isFirst || deps.isNew || this.#isOld();
      this.#isFirst = false;
      if (isDue || deps.shelf.get(deps.key) === null) {
        // What can't be told now is told by the next page.
        this.#turn = this.#turn.then(() => this.#keep(quiet)).catch(() => deps.tab.drop(TOLD));
      }
    });
  }

  /** Resolves when nothing is under way. */
  get settled(): Promise<void> {
    return this.#turn;
  }

  [Symbol.dispose](): void {
    this.#release();
  }

  #isOld(): boolean {
    return this.#deps.clock.now() - Number(this.#deps.tab.get(TOLD) ?? 0) >= TELL_AGAIN_MS;
  }

  async #keep(quiet: boolean): Promise<void> {
    const { browser, shelf, key, tab, clock } = this.#deps;
    if (browser.support() !== "yes") return;
    if (shelf.get(key) === null) {
      if (await browser.current()) await browser.drop();
      return;
    }
    if (browser.permission() !== "granted") return;
    const id = await subscribeBrowser(this.#deps, quiet);
    // Signed out or turned off meanwhile: nobody wants it any more.
    if (shelf.get(key) === null) return;
    shelf.put(key, id);
    tab.put(TOLD, String(clock.now()));
  }
}
