import type * as v from "valibot";
import type { CallDeps } from "./call_deps.ts";
import { busyNotices } from "./call_notices.ts";
import type { Call, CallType } from "./core/call.ts";
import { advance, ringUntil } from "./core/call_machine.ts";
import { callObjectOf, isoTime } from "./core/call_object.ts";
import type { Identity } from "./core/identity.ts";
import { accept, type Outcome, refuse, type Refused } from "./core/outcome.ts";
import type { initiated } from "./core/replies.ts";
import { REALTIME_LIMITS, RINGS_WINDOW_MS } from "./core/realtime_limits.ts";
import { may } from "./core/rights.ts";
import { moveCall } from "./move_call.ts";
import type { RingLimits } from "./ports/call_store.ts";

const RINGS: RingLimits = {
  windowMs: RINGS_WINDOW_MS,
  perPairMax: REALTIME_LIMITS.ringsPerPair.most,
  perCallerMax: REALTIME_LIMITS.ringsPerCaller.most,
};

export interface CallRequest {
  callee_id: number;
  appointment_id: number;
  call_type: CallType;
  client_id?: string;
}

export type Initiated = v.InferOutput<typeof initiated>;

/** Places a call in a shared appointment; rings at once when a device of the callee is connected. */
export async function placeCall(
  deps: CallDeps,
  who: Identity,
  request: CallRequest,
): Promise<Outcome<Initiated>> {
  const appointment = await deps.directory.appointment(request.appointment_id, who.userId);
  const isShared = appointment?.peopleIds.includes(request.callee_id) ?? false;
  const relation = isShared && request.callee_id !== who.userId ? "participant" : "stranger";
  if (!may(who.role, "call.place", relation)) {
    return refuse("not_found", "There is no appointment with this person.");
  }
  const call = newCall(deps, who, request);
  const whenBusy = advance(call, { type: "found_busy" }, call.initiatedAt, deps.limits) ?? call;
  const trail = { actorId: who.userId, sessionId: who.sessionId, action: "call.placed" };
  const placed = await deps.calls.place(call, whenBusy, request.client_id ?? null, trail, RINGS);
  if (placed.kind === "too_many") return tooManyRings(placed.retryAt - call.initiatedAt);
  if (placed.kind === "closed") return refuse("conflict", "This appointment is not open for calls.");
  if (placed.kind === "busy") {
    await deps.tell(busyNotices(placed.call));
    return refuse("busy", "One of you is in another call.");
  }
  if (placed.kind === "repeated") return repeated(deps, who, request, placed.call);
  deps.changed(placed.call);
  deps.pushes.placed(placed.call);
  return accept(initiatedOf(deps, who, await ringIfReachable(deps, placed.call)));
}

/** Makes a placed call ring when a device of the callee is there to ring. */
export async function ringIfReachable(deps: CallDeps, call: Call): Promise<Call> {
  if (call.status !== "initiated" || !await deps.isReachable(call.calleeId)) return call;
  const { call: rung } = await moveCall(deps, call, { type: "rang" }, { actorId: null, sessionId: null });
  return rung;
}

function tooManyRings(waitMs: number): Refused {
  const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
  const wait = seconds > 60 ? `${Math.ceil(seconds / 60)} minutes` : "a minute";
  return refuse("rate_limited", `You have called too often without an answer. Please wait ${wait}.`, {
    retryAfterSeconds: seconds,
  });
}

async function repeated(
  deps: CallDeps,
  who: Identity,
  request: CallRequest,
  call: Call,
): Promise<Outcome<Initiated>> {
  const same = call.calleeId === request.callee_id && call.appointmentId === request.appointment_id &&
    call.callType === request.call_type;
  if (!same) return refuse("conflict", "This client_id was used for another call.");
  if (call.endReason === "busy") return refuse("busy", "One of you is in another call.");
  // The first time may have ended between commit and ring.
  deps.changed(call);
  deps.pushes.placed(call);
  return accept(initiatedOf(deps, who, await ringIfReachable(deps, call)));
}

function newCall(deps: CallDeps, who: Identity, request: CallRequest): Call {
  const at = deps.clock.now();
  const callId = deps.newId();
  const nobody = { joinedAt: null, leftAt: null, mediaAttestedAt: null };
  return {
    callId,
    roomId: `call-${callId}`,
    appointmentId: request.appointment_id,
    callerId: who.userId,
    calleeId: request.callee_id,
    callType: request.call_type,
    status: "initiated",
    endReason: null,
    version: 1,
    initiatedAt: at,
    ringingAt: null,
    acceptedAt: null,
    connectedAt: null,
    endedAt: null,
    duration: 0,
    deadlineAt: ringUntil(at, deps.limits),
    participants: [
      { ...nobody, userId: who.userId, deviceId: who.deviceId, polite: false },
      { ...nobody, userId: request.callee_id, deviceId: null, polite: true },
    ],
  };
}

function initiatedOf(deps: CallDeps, who: Identity, call: Call): Initiated {
  return {
    call_id: call.callId,
    room_id: call.roomId,
    status: call.status,
    ice_servers: deps.iceServersFor(who.userId, call.callId),
    ring_until: isoTime(ringUntil(call.initiatedAt, deps.limits)),
    call: callObjectOf(call),
  };
}
