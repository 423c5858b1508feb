import type { PresenceObject } from "./core/objects.ts";
import type { Timers } from "./ports/clock.ts";
import type { Directory } from "./ports/directory.ts";
import { droppable, type Notice, type Packet, packetOf } from "./ports/notice.ts";
import { Unavailable } from "./ports/unavailable.ts";
import { presenceFact } from "./standing.ts";

/** How long after a loss it is looked, in milliseconds: every instance has noted its people again by then. */
const AFTER_MS = 2_500;
/** How long after a failure it is tried again. */
const RETRY_MS = 1_000;
/** How many people's acquaintances are looked up at the same time. */
const AT_ONCE = 20;

export interface PresenceRepairDeps {
  directory: Pick<Directory, "acquaintances">;
  timers: Timers;
  /** Who has a socket here. */
  users(): number[];
  /** How these are there, whoever looks; throws Unavailable where that is not certain. */
  presenceOf(userIds: readonly number[]): Promise<PresenceObject[]>;
  /** Delivers to sockets here; what they have had already is dropped on the way. */
  deliver(packets: readonly Packet[]): void;
  report(error: unknown): void;
}

/**
 * Presence is told and not stored, so what got lost on the bus is found in no database: after a loss everybody here is told how those
 * they may see are there now.
 */
export class PresenceRepair {
  readonly #deps: PresenceRepairDeps;
  #cancel: (() => void) | null = null;
  #running: Promise<void> | null = null;
  #isClosed = false;

  constructor(deps: PresenceRepairDeps) {
    this.#deps = deps;
  }

  /** Something may have been lost just now. */
  soon(ms = AFTER_MS): void {
    if (this.#isClosed) return;
    this.#cancel?.();
    this.#cancel = this.#deps.timers.set(() => {
      this.#cancel = null;
      this.#running = this.#repair().catch((error) => this.#failed(error));
    }, ms);
  }

  /** Stops; resolves when what was under way is done. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel?.();
    await this.#running;
  }

  #failed(error: unknown): void {
    if (!(error instanceof Unavailable)) this.#deps.report(error);
    if (!this.#cancel) this.soon(RETRY_MS);
  }

  async #repair(): Promise<void> {
    const viewers = await this.#viewers();
    const known = [...viewers.keys()];
    for (let from = 0; from < known.length; from += AT_ONCE) {
      const presences = await this.#deps.presenceOf(known.slice(from, from + AT_ONCE));
      this.#deps.deliver(
        presences.map((one) => packetOf(noticeOf(one, viewers.get(one.user_id) ?? []))),
      );
    }
  }

  /** Who here may see whom. */
  async #viewers(): Promise<Map<number, number[]>> {
    const viewers = new Map<number, number[]>();
    const users = this.#deps.users();
    for (let from = 0; from < users.length; from += AT_ONCE) {
      await Promise.all(
        users.slice(from, from + AT_ONCE).map(async (viewer) => {
          for (const seen of await this.#deps.directory.acquaintances(viewer)) {
            const all = viewers.get(seen);
            if (all) all.push(viewer);
            else viewers.set(seen, [viewer]);
          }
        }),
      );
    }
    return viewers;
  }
}

function noticeOf(presence: PresenceObject, users: number[]): Notice {
  const { user_id, version } = presence;
  const fact = version === undefined ? undefined : presenceFact("presence", user_id, version);
  return droppable({ users }, "presence:update", { presence }, fact);
}
