import type { CallDeps } from "./call_deps.ts";
import { joinable, trailOf } from "./call_commands.ts";
import { type Call, isAnswered, participantOf } from "./core/call.ts";
import type { Identity } from "./core/identity.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import { moveCall } from "./move_call.ts";
import { holdsPlace } from "./own_device.ts";

/** A repeated attestation of a connected call is written at most this often. */
const RENEWAL_MIN_MS = 5_000;

/**
 * Notes that a device of the call decodes the other side's sound or picture. Once both have said so the call is
 * connected; after that it keeps the call's media lease alive.
 */
export async function attestMedia(
  deps: CallDeps,
  who: Identity,
  callId: string,
  receiving: { audio: boolean; video: boolean },
): Promise<Outcome<Call>> {
  const found = await joinable(deps, who, callId);
  if (!found.ok) return found;
  const place = participantOf(found.value, who.userId);
  if (!isAnswered(found.value)) return refuse("conflict", "This call is not going on.");
  if (!place || !holdsPlace(place, who)) {
    return refuse("forbidden", "Another device of yours is in this call.");
  }
  if (!receiving.audio && !receiving.video) return accept(found.value);
  const { call } = await moveCall(
    deps,
    found.value,
    (now) =>
      isRecent(now, who.userId, deps.clock.now())
        ? undefined
        : { type: "media_attested", userId: who.userId },
    trailOf(who),
  );
  return accept(call);
}

function isRecent(call: Call, userId: number, now: number): boolean {
  const last = participantOf(call, userId)?.mediaAttestedAt;
  return call.status === "connected" && typeof last === "number" && now - last < RENEWAL_MIN_MS;
}
