import { type CallParticipant } from "./core/call.ts";
import type { Identity } from "./core/identity.ts";
import type { Audience } from "./ports/notice.ts";

/**
 * Whether this participant's place in the call is held by the asking device. A place taken over HTTP, where no device
 * is known, is held by the session until one of its sockets speaks.
 */
export function holdsPlace(place: CallParticipant, who: Identity): boolean {
  return place.userId === who.userId && (place.deviceId === who.deviceId || place.deviceId === who.sessionId);
}

/** Every socket of these users but the one that asks. Over HTTP no socket asks, so all of them are meant. */
export function othersOf(who: Identity, users: readonly number[]): Audience {
  const asksBySocket = who.deviceId !== who.sessionId;
  return asksBySocket ? { users, except: { userId: who.userId, id: who.deviceId } } : { users };
}
