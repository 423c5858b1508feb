import { type Call, isAnswered, participantOf } from "./core/call.ts";
import { callObjectOf, isoTime } from "./core/call_object.ts";
import { ringUntil } from "./core/call_machine.ts";
import type { Identity } from "./core/identity.ts";
import type { LiveCallObject, ServerData } from "./core/server_events.ts";
import type { CallDeps } from "./call_deps.ts";
import { holdsPlace } from "./own_device.ts";
import { ringIfReachable } from "./place_call.ts";
import type { Standing } from "./ports/attendance.ts";
import type { Heads } from "./ports/heads.ts";
import type { PresenceBoard } from "./presence_board.ts";

export interface SyncDeps {
  call: CallDeps;
  board: PresenceBoard;
  heads(userId: number): Promise<Heads>;
}

/**
 * What a device needs on every connect: its live call, where its conversations stand, who is here. `heads` were read once
 * the connection was noted, and `standing` is how its user stood then.
 */
export async function sync(
  deps: SyncDeps,
  who: Identity,
  heads: Heads,
  standing: Standing | undefined,
): Promise<ServerData<"sync">> {
  const live = heads.liveCall && await ringIfReachable(deps.call, heads.liveCall);
  if (live) deps.call.changed(live);
  else if (standing?.callId) await noteEnd(deps.call, standing.callId);
  return {
    live_call: live ? liveCallOf(deps.call, live, who) : null,
    conversations: heads.conversations,
    presence: await deps.board.ofRecords(heads.acquaintances, who.userId),
  };
}

/** A call that is over still makes its person busy: whoever ended it had no time to say so. */
async function noteEnd(deps: CallDeps, callId: string): Promise<void> {
  const call = await deps.calls.find(callId);
  if (call) deps.changed(call);
}

function liveCallOf(deps: CallDeps, call: Call, who: Identity): LiveCallObject {
  const place = participantOf(call, who.userId);
  const base = { ...callObjectOf(call), ring_until: isoTime(ringUntil(call.initiatedAt, deps.limits)) };
  if (!place || !(holdsPlace(place, who) || (place.deviceId === null && !isAnswered(call)))) return base;
  return { ...base, polite: place.polite, ice_servers: deps.iceServersFor(who.userId, call.callId) };
}
