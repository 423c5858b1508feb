import { type Call, isAnswered } from "./core/call.ts";
import { DOOR_CLOSES_AFTER_MS } from "./core/appointment.ts";
import { WAITING_LEASE_MS } from "./core/waiting.ts";
import { advanceWaiting, isWaitingNews } from "./core/waiting_machine.ts";
import { sameEntry } from "./core/waiting_queue.ts";
import { changeQueue } from "./change_queue.ts";
import type { DueWaiting } from "./ports/waiting_store.ts";
import type { WaitingDeps } from "./waiting_deps.ts";

/** How often it is looked for those whose time is over, who are back or were called in elsewhere, in milliseconds. */
export const WAITING_SWEEP_MS = 2_000;
/** How often it is written down that devices are still there, in milliseconds; well within a lease. */
const RENEW_EVERY_MS = WAITING_LEASE_MS / 3;
/** Most people looked at in one sweep; the next one comes soon. */
const BATCH_MAX = 100;

export interface WaitingSweepDeps extends WaitingDeps {
  /** Those with a connected device on this instance. */
  usersHere(): readonly number[];
  report(error: unknown): void;
}

/**
 * Keeps the places of those whose devices are connected here, and lets time pass for everybody else. Any instance does it for
 * all; losing one loses nobody's place before the lease and the grace after it are over.
 */
export class WaitingSweep {
  readonly #deps: WaitingSweepDeps;
  readonly #running = new Set<Promise<void>>();
  #renewedAt = -Infinity;

  constructor(deps: WaitingSweepDeps) {
    this.#deps = deps;
  }

  /** One look. */
  async look(): Promise<void> {
    const { waiting, clock, usersHere } = this.#deps;
    const now = clock.now();
    const here = usersHere();
    if (now - this.#renewedAt >= RENEW_EVERY_MS && here.length > 0) {
      await waiting.renew(here, { seenAt: now, deadlineAt: now + WAITING_LEASE_MS });
      this.#renewedAt = now;
    }
    const due = await waiting.due({ now, endedBefore: now - DOOR_CLOSES_AFTER_MS, here, limit: BATCH_MAX });
    for (const [doctorId, those] of Map.groupBy(due, (one) => one.entry.doctorId)) {
      for (const [cause, same] of Map.groupBy(those, (one) => one.cause)) {
        await this.#move(doctorId, cause, same);
      }
    }
  }

  /** Whoever has answered a call waits no longer; where this is missed, the next look finds it. */
  noteCall(call: Call): void {
    if (!isAnswered(call) || call.status !== "accepted") return;
    const look = this.look().catch(this.#deps.report).finally(() => this.#running.delete(look));
    this.#running.add(look);
  }

  /** Resolves when nothing is under way. */
  async close(): Promise<void> {
    await Promise.all(this.#running);
  }

  async #move(doctorId: number, cause: DueWaiting["cause"], due: readonly DueWaiting[]): Promise<void> {
    const trail = { actorId: null, sessionId: null, action: `waiting.${cause}` };
    await changeQueue(this.#deps, doctorId, trail, ({ entries }) =>
      due.flatMap(({ entry }) => {
        const before = sameEntry(entries, entry);
        const after = before && advanceWaiting(before, { type: cause }, this.#deps.clock.now());
        return before && after && isWaitingNews(before, after) ? [{ before, after }] : [];
      }));
  }
}
