import { type CallParticipant } from "./core/call.ts";
import type { Identity } from "./core/identity.ts";

/**
 * Whether this participant's place in the call is held by the asking device. A place taken over HTTP, where no device
 * is known, is held by the session until one of its sockets speaks.
 */
export function holdsPlace(place: CallParticipant, who: Identity): boolean {
  return place.userId === who.userId && (place.deviceId === who.deviceId || place.deviceId === who.sessionId);
}
