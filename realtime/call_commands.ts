import type * as v from "valibot";
import type { CallDeps } from "./call_deps.ts";
import { type Call, isAnswered, isUnanswered, participantOf } from "./core/call.ts";
import type { Cause } from "./core/call_machine.ts";
import { callObjectOf, callSummaryOf } from "./core/call_object.ts";
import type { Identity } from "./core/identity.ts";
import type { CallSummaryObject } from "./core/objects.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import type { accepted } from "./core/replies.ts";
import { type Action, may } from "./core/rights.ts";
import { announceAgain, moveCall } from "./move_call.ts";
import type { CallStore } from "./ports/call_store.ts";
import { holdsPlace } from "./own_device.ts";

const ABSENT = refuse("not_found", "There is no such call.");

export type Accepted = v.InferOutput<typeof accepted>;

/** Answers a call with the asking device; the first device wins, a repetition by the winner is no error. */
export async function acceptCall(deps: CallDeps, who: Identity, callId: string): Promise<Outcome<Accepted>> {
  const found = await joinable(deps, who, callId);
  if (!found.ok) return found;
  const { moved, call } = await moveCall(
    deps,
    found.value,
    (now) => now.calleeId === who.userId ? { type: "accepted", deviceId: who.deviceId } : undefined,
    trailOf(who),
  );
  const place = participantOf(call, who.userId);
  if (call.calleeId !== who.userId || !isAnswered(call) || !place || !holdsPlace(place, who)) {
    return refuse(
      "conflict",
      isAnswered(call) ? "This call was answered elsewhere." : "This call can't be answered.",
    );
  }
  if (!moved) await announceAgain(deps, call);
  return accept({
    call_id: callId,
    status: call.status,
    call: callObjectOf(call),
    ice_servers: deps.iceServersFor(who.userId, callId),
    polite: place.polite,
  });
}

/** Declines a ringing call for all devices of the callee. */
export async function declineCall(
  deps: CallDeps,
  who: Identity,
  callId: string,
  reason?: string | null,
): Promise<Outcome<Call>> {
  const found = await joinable(deps, who, callId);
  if (!found.ok) return found;
  const cause = declineCause(reason);
  const { moved, call } = await moveCall(
    deps,
    found.value,
    (now) => now.calleeId === who.userId ? cause : undefined,
    trailOf(who),
  );
  const repeated = call.calleeId === who.userId && call.acceptedAt === null &&
    (call.endReason === "callee_declined" || call.endReason === "busy");
  if (!moved && !repeated) return refuse("conflict", "This call can't be declined any more.");
  if (!moved) await announceAgain(deps, call);
  return accept(call);
}

/** Leaves a call: cancels one's own before it is answered, declines another's, hangs up after. */
export async function hangUp(
  deps: CallDeps,
  who: Identity,
  callId: string,
  reason?: string | null,
): Promise<Outcome<{ call: Call; summary: CallSummaryObject }>> {
  const found = await joinable(deps, who, callId);
  if (!found.ok) return found;
  const { moved, call } = await moveCall(
    deps,
    found.value,
    (now) => hangUpCause(now, who, reason),
    trailOf(who),
  );
  const repeated = call.endReason === "user_hangup" ||
    (reason != null && call.endReason === reason) ||
    (call.endReason === "cancelled" && call.callerId === who.userId) ||
    (call.endReason === "callee_declined" && call.calleeId === who.userId);
  if (!moved && !repeated) return refuse("conflict", "This call is over already.");
  if (!moved) await announceAgain(deps, call);
  return accept({ call, summary: callSummaryOf(call) });
}

/** The call, if this person may take part in it. */
export function joinable(deps: CallDeps, who: Identity, callId: string): Promise<Outcome<Call>> {
  return callFor(deps, who, callId, "call.join");
}

/** The call, if this person may do `action` with it. */
export async function callFor(
  { calls }: { calls: Pick<CallStore, "find"> },
  who: Identity,
  callId: string,
  action: Action,
): Promise<Outcome<Call>> {
  const call = await calls.find(callId);
  if (!call) return ABSENT;
  const relation = participantOf(call, who.userId) ? "participant" : "stranger";
  return may(who.role, action, relation) ? accept(call) : ABSENT;
}

function declineCause(reason: string | null | undefined): Cause {
  return { type: "declined", reason: reason === "busy" ? "busy" : "callee_declined" };
}

function hangUpCause(call: Call, who: Identity, reason: string | null | undefined): Cause {
  if (isUnanswered(call)) return call.callerId === who.userId ? { type: "cancelled" } : declineCause(reason);
  if (reason === "connection_failed" || reason === "network_error") return { type: "gave_up", reason };
  return { type: "hung_up" };
}

/** Who acted, for the audit log. */
export function trailOf(who: Identity): { actorId: number; sessionId: string } {
  return { actorId: who.userId, sessionId: who.sessionId };
}
