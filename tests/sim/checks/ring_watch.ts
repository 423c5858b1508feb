import { ringUntil } from "../../../realtime/core/call_machine.ts";
import { isUnanswered } from "../../../realtime/core/call.ts";
import type { Page } from "../clients/page.ts";
import { Violation } from "../journal.ts";
import { CLOCK_ERROR_MAX_MS, LIMITS } from "../profile.ts";
import type { World } from "../world.ts";

/** A device that heard of the end of the ringing stops by then, as long as nothing else goes wrong. */
const STOPS_WITHIN_MS = 8_000;
/** Clocks of two instances, and the browser's own timer. */
const RING_GRACE_MS = 2 * CLOCK_ERROR_MAX_MS + 1_000;

interface Ringing {
  page: Page;
  callId: string;
}

/** Which pages ring, and for how long they may. */
export class RingWatch {
  readonly #world: World;
  readonly #ringing = new Map<Page, Ringing>();
  readonly #quietSince = new Map<string, number>();
  /** How often a page has begun to ring. */
  count = 0;

  constructor(world: World) {
    this.#world = world;
    world.database.tables.watch((commit) => {
      if (commit.kind !== "call" || isUnanswered(commit.after)) return;
      const { callId } = commit.after;
      if (!this.#quietSince.has(callId)) this.#quietSince.set(callId, world.time.now());
    });
  }

  started(page: Page, callId: string): void {
    this.count++;
    this.#world.journal.note(`${page.device.label} rings for ${callId}`);
    this.#ringing.set(page, { page, callId });
    this.#world.rang(page, callId);
  }

  stopped(page: Page, callId: string): void {
    this.#world.journal.note(`${page.device.label} stops ringing for ${callId}`);
    if (this.#ringing.get(page)?.callId === callId) this.#ringing.delete(page);
  }

  check(): void {
    const now = this.#world.time.now();
    for (const { page, callId } of this.#ringing.values()) {
      const call = this.#world.database.tables.calls.get(callId);
      if (page.device.page !== page || !call) {
        this.#ringing.delete(page);
        continue;
      }
      const late = now - ringUntil(call.initiatedAt, LIMITS) - RING_GRACE_MS;
      if (late > 0) {
        throw new Violation("nothing rings past ring_until", callId, `${page.device.label} still rings`);
      }
      const quiet = this.#quietSince.get(callId) ?? Infinity;
      const since = Math.max(quiet, page.connectedAt, this.#world.calmSince);
      if (now - since > STOPS_WITHIN_MS) {
        throw new Violation("everyone is told", callId, `${page.device.label} rings for an answered call`);
      }
    }
  }
}
