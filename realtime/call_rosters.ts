import { type Call, isOver } from "./core/call.ts";
import type { CallStore } from "./ports/call_store.ts";
import { remember } from "./remember.ts";

/** Most calls kept; the oldest leave first and are read again when needed. */
const ROSTERS_MAX = 10_000;

/**
 * The newest known version of calls that are being signaled, so that relaying a candidate asks no database.
 * A roster may be behind by what other instances did, so whoever is refused by it looks at the stored call.
 */
export class CallRosters {
  readonly #calls: CallStore;
  readonly #known = new Map<string, Call>();

  constructor(calls: CallStore) {
    this.#calls = calls;
  }

  /** Remembers a version unless a newer one is known; forgets calls that are over. */
  note(call: Call): void {
    const known = this.#known.get(call.callId);
    if (known && known.version > call.version) return;
    if (isOver(call)) this.#known.delete(call.callId);
    else remember(this.#known, call.callId, call, ROSTERS_MAX);
  }

  /** A newer version is there, made by another instance: what is known has to be read again. */
  outdate(newest: { callId: string; version: number } | undefined): void {
    const known = newest && this.#known.get(newest.callId);
    if (known && known.version < newest.version) this.#known.delete(newest.callId);
  }

  known(callId: string): Call | undefined {
    return this.#known.get(callId);
  }

  /** Reads the stored call and remembers it. */
  async fresh(callId: string): Promise<Call | undefined> {
    const call = await this.#calls.find(callId);
    if (call) this.note(call);
    return call;
  }
}
