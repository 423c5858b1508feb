import type { CallDeps } from "./call_deps.ts";
import type { Call } from "./core/call.ts";
import { advance } from "./core/call_machine.ts";
import { announce } from "./move_call.ts";
import type { Timers } from "./ports/clock.ts";

/** How often deadlines that nobody armed here are looked for; takeover after a crash takes no longer. */
export const SWEEP_EVERY_MS = 2_000;
/** A silence of the sweep longer than this means that no instance was there to hear the participants. */
export const WATCH_GAP_MS = 10_000;
/** Most calls changed in one transaction. */
const BATCH_MAX = 50;

/**
 * Ends each stage of a call on time: a local timer for calls changed here, and a sweep that finds the deadlines of
 * instances that are gone. The database holds the deadlines; losing this process loses none.
 */
export class Deadlines {
  readonly #deps: CallDeps;
  readonly #timers: Timers;
  readonly #report: (error: unknown) => void;
  readonly #armed = new Map<string, () => void>();
  #stopSweep: () => void = () => {};
  #running: Promise<void> | null = null;
  #isWanted = false;
  #closed = false;

  constructor(deps: CallDeps, timers: Timers, report: (error: unknown) => void) {
    this.#deps = deps;
    this.#timers = timers;
    this.#report = report;
  }

  /** Arms, moves or removes the local timer of a call. */
  note(call: Call): void {
    this.#armed.get(call.callId)?.();
    this.#armed.delete(call.callId);
    if (call.deadlineAt === null || this.#closed) return;
    const wait = Math.max(0, call.deadlineAt - this.#deps.clock.now());
    const fire = () => {
      this.#armed.delete(call.callId);
      this.#sweepSoon();
    };
    this.#armed.set(call.callId, this.#timers.set(fire, wait));
  }

  /** Sweeps now and from then on every SWEEP_EVERY_MS. */
  start(): void {
    this.#sweepSoon();
    this.#stopSweep = this.#timers.set(() => this.start(), SWEEP_EVERY_MS);
  }

  /** Stops; resolves when the sweep under way is done. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopSweep();
    for (const cancel of this.#armed.values()) cancel();
    this.#armed.clear();
    await this.#running;
  }

  /** One sweep at a time, and at most one more wanted after it. */
  #sweepSoon(): void {
    this.#isWanted = true;
    this.#running ??= this.#sweepWhileWanted().finally(() => {
      this.#running = null;
      if (this.#isWanted && !this.#closed) this.#sweepSoon();
    });
  }

  async #sweepWhileWanted(): Promise<void> {
    while (this.#isWanted && !this.#closed) {
      this.#isWanted = false;
      await this.#sweep().catch(this.#report);
    }
  }

  async #sweep(): Promise<void> {
    const { calls, clock, limits } = this.#deps;
    await calls.keepWatch(clock.now(), WATCH_GAP_MS, clock.now() + limits.mediaLeaseMs);
    const decide = (call: Call) => advance(call, { type: "deadline_passed" }, clock.now(), limits);
    for (let full = true; full && !this.#closed;) {
      const moved = await calls.sweep(clock.now(), BATCH_MAX, decide);
      for (const { from, to } of moved) {
        await announce(this.#deps, from, to);
        this.#deps.pushes.moved(from, to, null);
      }
      full = moved.length === BATCH_MAX;
    }
  }
}
