import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { PresenceStatus } from "../../realtime/core/fields.ts";
import type { Clock, Timers } from "../../realtime/ports/clock.ts";

/** Without input for so long in any tab somebody is away, in milliseconds. */
export const AWAY_AFTER_MS = 5 * 60_000;
/** Out of sight for so long a page is idle, in milliseconds: a look at something else is nobody's news. */
export const IDLE_AFTER_MS = 60_000;
/** Input is told to other tabs at most this often, in milliseconds. */
const SHARE_EVERY_MS = 10_000;

export interface AvailabilityDeps {
  clock: Clock;
  timers: Timers;
  /** The other tabs of this browser. */
  tabs: { tell(): void; listen(run: () => void): void };
  /** Whether the page is in sight. */
  visible: ReadonlySignal<boolean>;
  /** Whether this page is in a call. */
  inCall: ReadonlySignal<boolean>;
  /** Whether the person does not want to be disturbed. */
  quiet: ReadonlySignal<boolean>;
  connected: ReadonlySignal<boolean>;
  /** Tells the server, for this connection. */
  say: (status: PresenceStatus) => void;
}

/**
 * What a page says of its person. `do_not_disturb` as long as they want that. Else `away` when there was no input for five
 * minutes in any tab of this browser, `idle` when there was but nobody has looked at this page for a minute, and otherwise
 * `online`; a page in a call is always in use. `busy` and `offline` are the server's to say. Moments are compared, not
 * timers counted: those of hidden tabs are slow, and those of a sleeping computer stand still.
 */
export class Availability {
  readonly #deps: AvailabilityDeps;
  readonly #looks = signal(0);
  readonly #release: () => void;
  #inputAt: number;
  #sharedAt = -Infinity;
  #hiddenAt = Infinity;
  #said: PresenceStatus = "online";
  #cancel = () => {};

  constructor(deps: AvailabilityDeps) {
    this.#deps = deps;
    this.#inputAt = deps.clock.now();
    this.touched();
    deps.tabs.listen(() => this.#note());
    this.#release = effect(() => this.#tell());
  }

  /** There was input on this page. */
  touched(): void {
    const { clock, tabs } = this.#deps;
    this.#note();
    if (clock.now() - this.#sharedAt < SHARE_EVERY_MS) return;
    this.#sharedAt = clock.now();
    tabs.tell();
  }

  [Symbol.dispose](): void {
    this.#cancel();
    this.#release();
  }

  #note(): void {
    const now = this.#deps.clock.now();
    const wasAway = now - this.#inputAt >= AWAY_AFTER_MS;
    this.#inputAt = now;
    if (wasAway || this.#said === "away") this.#looks.value++;
  }

  #tell(): void {
    const { visible, inCall, quiet, connected, clock, timers, say } = this.#deps;
    void this.#looks.value;
    this.#cancel();
    const now = clock.now();
    if (visible.value) this.#hiddenAt = Infinity;
    else if (this.#hiddenAt === Infinity) this.#hiddenAt = now;
    const awayAt = this.#inputAt + AWAY_AFTER_MS;
    const idleAt = this.#hiddenAt + IDLE_AFTER_MS;
    const status = quiet.value
      ? "do_not_disturb"
      : inCall.value
      ? "online"
      : now >= awayAt
      ? "away"
      : now >= idleAt
      ? "idle"
      : "online";
    const next = Math.min(...[awayAt, idleAt].filter((at) => at > now));
    if (next < Infinity) this.#cancel = timers.set(() => this.#looks.value++, next - now);
    // The server takes whoever connects for online.
    if (!connected.value) this.#said = "online";
    if (!connected.value || status === this.#said) return;
    this.#said = status;
    say(status);
  }
}
