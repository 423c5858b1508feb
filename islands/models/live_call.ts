import { isOver } from "../../realtime/core/call.ts";
import type { CallObject } from "../../realtime/core/objects.ts";
import type { LiveCallObject, ServerData } from "../../realtime/core/server_events.ts";

/** The one call of mine that is not over, as far as this page has heard. */
export interface LiveCall {
  call: CallObject;
  /** When it stops ringing, in milliseconds since the epoch; null when only a later event was seen. */
  ringUntil: number | null;
  /** Whether this very device (tab) takes part in it. */
  here: boolean;
}

/** What `sync` says. Only a device of the call is told which side yields. */
export function liveCallOfSync(live: LiveCallObject | null): LiveCall | null {
  if (!live || isOver(live)) return null;
  return { call: live, ringUntil: Date.parse(live.ring_until), here: live.polite !== undefined };
}

/** The live call after `call:ringing`. */
export function afterRinging(current: LiveCall | null, data: ServerData<"call:ringing">): LiveCall | null {
  const next = afterFact(current, data.call);
  return next && { ...next, ringUntil: Date.parse(data.ring_until) };
}

/** The live call after `call:accepted`. */
export function afterAccepted(current: LiveCall | null, data: ServerData<"call:accepted">): LiveCall | null {
  const next = afterFact(current, data.call);
  return next && { ...next, here: data.polite !== undefined && !data.answered_elsewhere };
}

/** The live call after any other fact about a call; an older version than the known one changes nothing. */
export function afterFact(current: LiveCall | null, call: CallObject): LiveCall | null {
  const same = current?.call.call_id === call.call_id ? current : null;
  if (same && same.call.version > call.version) return current;
  if (isOver(call)) return same || !current ? null : current;
  return { call, ringUntil: same?.ringUntil ?? null, here: same?.here ?? false };
}
