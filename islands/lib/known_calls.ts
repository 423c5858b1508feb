import { isOver } from "../../realtime/core/call.ts";
import type { CallObject } from "../../realtime/core/objects.ts";
import type { LiveCallObject } from "../../realtime/core/server_events.ts";

/** Calls remembered; a person has one at a time, and only what is late by seconds matters. */
const CALLS_MAX = 20;

/** The newest version of the latest calls, so that what comes late does not bring back what is over. */
export class KnownCalls {
  readonly #newest = new Map<string, CallObject>();

  /** Whether this is no older than what is known of its call; if so it is what is known from now on. */
  take(call: CallObject): boolean {
    const known = this.#newest.get(call.call_id);
    if (known && known.version > call.version) return false;
    this.#newest.delete(call.call_id);
    this.#newest.set(call.call_id, call);
    for (const id of this.#newest.keys()) if (this.#newest.size > CALLS_MAX) this.#newest.delete(id);
    return true;
  }

  /** The live call of `sync` as it is by now: the server may have looked before the last event left it. */
  newest(live: LiveCallObject | null): LiveCallObject | null {
    if (!live || this.take(live)) return live;
    const known = this.#newest.get(live.call_id);
    return known && isOver(known) ? null : { ...live, ...known };
  }
}
