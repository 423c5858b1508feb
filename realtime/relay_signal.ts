import type { CallDeps } from "./call_deps.ts";
import { trailOf } from "./call_commands.ts";
import type { CallRosters } from "./call_rosters.ts";
import { type Call, type CallParticipant, isAnswered, participantOf, peerOf } from "./core/call.ts";
import type { ClientData } from "./core/client_events.ts";
import type { Identity } from "./core/identity.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import { moveCall } from "./move_call.ts";
import { type Audience, type Notice, notice } from "./ports/notice.ts";
import { holdsPlace } from "./own_device.ts";
import type { SignalAllowance, SignalSize } from "./signal_allowance.ts";

export type SignalEvent = "webrtc:offer" | "webrtc:answer" | "webrtc:ice" | "webrtc:ack";

export interface RelayDeps extends CallDeps {
  rosters: CallRosters;
  signals: SignalAllowance;
}

/**
 * Hands an offer, answer, candidate or acknowledgement to the peer's device of the call. Only the two devices of an
 * answered call may signal; the server keeps nothing and reads nothing of it.
 */
export async function relaySignal<E extends SignalEvent>(
  deps: RelayDeps,
  who: Identity,
  event: E,
  data: ClientData<E>,
): Promise<Outcome<Record<never, never>>> {
  const call = await rosterFor(deps, who, data.call_id);
  const peer = call && peerOf(call, who.userId);
  if (!call || !peer) return refuse("not_found", "There is no such call.");
  const place = participantOf(call, who.userId);
  if (!isAnswered(call)) return refuse("conflict", "This call is not going on.");
  if (!place || !holdsPlace(place, who)) {
    return refuse("forbidden", "Another device of yours is in this call.");
  }
  if (!deps.signals.take(data.call_id, who.deviceId, sizeOf(data))) {
    return refuse("rate_limited", "This device has sent too much signaling in this call.");
  }
  await deps.tell([signalNotice(audienceOf(peer), who, event, data)]);
  if (event === "webrtc:offer" && call.status === "accepted") {
    await moveCall(deps, call, { type: "negotiated" }, trailOf(who));
  }
  return accept({});
}

async function rosterFor(deps: RelayDeps, who: Identity, callId: string): Promise<Call | undefined> {
  const known = deps.rosters.known(callId);
  if (
    known && isAnswered(known) &&
    known.participants.some((one) => one.deviceId === who.deviceId && one.userId === who.userId)
  ) {
    return known;
  }
  const call = await deps.rosters.fresh(callId);
  const place = call && participantOf(call, who.userId);
  if (!call || !place) return undefined;
  const heldBySession = place.deviceId === who.sessionId && who.deviceId !== who.sessionId;
  if (!heldBySession || !isAnswered(call)) return call;
  await deps.calls.claimDevice(callId, who.userId, place.deviceId, who.deviceId);
  return await deps.rosters.fresh(callId);
}

function sizeOf(data: ClientData<SignalEvent>): SignalSize {
  if ("candidate" in data) return { candidates: 1, descriptionBytes: 0, n: data.n };
  const { length } = "offer" in data ? data.offer.sdp : "answer" in data ? data.answer.sdp : "";
  // The numbers of acknowledgements are those of the peer.
  return { candidates: 0, descriptionBytes: length, n: length > 0 ? data.n : undefined };
}

function audienceOf(peer: CallParticipant): Audience {
  return { users: [peer.userId], ...(peer.deviceId ? { only: peer.deviceId } : {}) };
}

function signalNotice<E extends SignalEvent>(
  to: Audience,
  who: Identity,
  event: E,
  data: ClientData<E>,
): Notice {
  return notice(to, event, { ...data, from_user_id: who.userId } as never);
}
