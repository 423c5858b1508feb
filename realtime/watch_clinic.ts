import type { ClinicNowObject } from "./core/clinic_objects.ts";
import { isoTime } from "./core/call_object.ts";
import type { PresenceStatus } from "./core/fields.ts";
import type { Identity } from "./core/identity.ts";
import type { PresenceObject } from "./core/objects.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import { may } from "./core/rights.ts";
import type { Hub } from "./hub.ts";
import type { ClinicStore } from "./ports/clinic_store.ts";
import type { Clock } from "./ports/clock.ts";
import { Unavailable } from "./ports/unavailable.ts";
import type { PresenceBoard } from "./presence_board.ts";

/** Most calls and most people that one look shows. */
export const LIVE_CALLS_MAX = 200;
export const PEOPLE_HERE_MAX = 500;
/** A sample older than this, in milliseconds, says nothing about now. */
const MEASURED_LATELY_MS = 30_000;

export interface WatchDeps {
  clinic: ClinicStore;
  board: PresenceBoard;
  hub: Hub;
  clock: Clock;
  /** Processes whose connections are counted, this one included. */
  processes(): number;
}

/** Those who may be needed first. */
const ORDER: readonly PresenceStatus[] = ["busy", "online", "do_not_disturb", "idle", "away", "offline"];

/** Who is here and which calls go on, for administrators. */
export async function readClinicNow(deps: WatchDeps, who: Identity): Promise<Outcome<ClinicNowObject>> {
  if (!may(who.role, "clinic.watch", "stranger")) {
    return refuse("forbidden", "Only administrators see what goes on in the whole clinic.");
  }
  const now = deps.clock.now();
  const here = deps.hub.users();
  const [calls, people] = await Promise.all([
    deps.clinic.liveCalls(LIVE_CALLS_MAX + 1, now - MEASURED_LATELY_MS),
    deps.clinic.mayBeHere(here, PEOPLE_HERE_MAX + 1),
  ]);
  const { presence, othersAsked } = await presenceOf(deps, people.map((one) => one.id));
  const byId = new Map(presence.map((one) => [one.user_id, one]));
  const present = people.slice(0, PEOPLE_HERE_MAX).flatMap((user) => {
    const one = byId.get(user.id);
    return one && one.status !== "offline"
      ? [{ user, status: one.status, device_type: one.device_type }]
      : [];
  });
  return accept({
    at: isoTime(now),
    calls: calls.slice(0, LIVE_CALLS_MAX),
    more_calls: calls.length > LIVE_CALLS_MAX,
    people: present.sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status)),
    more_people: people.length > PEOPLE_HERE_MAX,
    sockets: { open: deps.hub.size, people: here.length },
    processes: othersAsked ? Math.max(deps.processes(), 1) : 1,
    others_asked: othersAsked,
  });
}

/** Of all instances or, where those can't be asked, as it is here. */
async function presenceOf(
  { board }: WatchDeps,
  ids: readonly number[],
): Promise<{ presence: PresenceObject[]; othersAsked: boolean }> {
  try {
    return { presence: await board.certainlyOf(ids), othersAsked: true };
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    return { presence: await board.of(ids, 0), othersAsked: false };
  }
}
