import type { CallDeps } from "./call_deps.ts";
import { acceptedNotices, connectedNotices, endNotices, ringingNotices } from "./call_notices.ts";
import { type Call, isOver } from "./core/call.ts";
import { advance, type Cause } from "./core/call_machine.ts";
import type { Notice } from "./ports/notice.ts";
import type { Trail } from "./ports/trail.ts";

/** How often a change is decided anew when others change the same call at the same moment. */
const TRIES_MAX = 8;

/** A change that took place, or the call as it is when its status refused the cause. */
export type Moved = { moved: true; call: Call } | { moved: false; call: Call };

/**
 * Applies one cause to a stored call: decides on the newest version, writes by compare-and-set, decides anew when
 * somebody was faster, then tells everyone concerned. `cause` may be a function of the call as it stands.
 */
export async function moveCall(
  deps: CallDeps,
  call: Call,
  cause: Cause | ((call: Call) => Cause | undefined),
  actor: Omit<Trail, "action">,
): Promise<Moved> {
  let from = call;
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const decided = typeof cause === "function" ? cause(from) : cause;
    const to = decided && advance(from, decided, deps.clock.now(), deps.limits);
    if (!decided || !to) return { moved: false, call: from };
    if (await deps.calls.move(from, to, { ...actor, action: actionOf(from, to, decided) })) {
      await announce(deps, from, to);
      deps.pushes.moved(from, to, actor.sessionId);
      return { moved: true, call: to };
    }
    from = (await deps.calls.find(from.callId)) ?? from;
  }
  return { moved: false, call: from };
}

/** What the audit log calls it: the cause, or that the last attestation connected the call. */
function actionOf(from: Call, to: Call, cause: Cause): string {
  return to.status === "connected" && from.status !== "connected" ? "call.connected" : `call.${cause.type}`;
}

/** Tells both sides what a written change means to them. */
export async function announce(deps: CallDeps, from: Call, to: Call): Promise<void> {
  deps.changed(to);
  if (from.status !== to.status) await deps.tell(await callNotices(deps, to));
}

/**
 * Tells once more how a call stands. Whoever repeats a command may do so because its first answer was lost, and with it the
 * push; those who know already drop it by the call's version.
 */
export async function announceAgain(deps: CallDeps, call: Call): Promise<void> {
  deps.changed(call);
  if (call.status !== "connected") await deps.tell(await callNotices(deps, call));
}

/** What both sides are told when a call has come to stand as it does. */
export async function callNotices(deps: CallDeps, call: Call): Promise<Notice[]> {
  if (isOver(call)) return endNotices(call);
  if (call.status === "accepted") return acceptedNotices(call, deps.iceServersFor);
  if (call.status === "connected") return connectedNotices(call);
  if (call.status !== "ringing") return [];
  const people = await deps.directory.users([call.callerId, call.calleeId]);
  const caller = people.find((one) => one.id === call.callerId);
  const callee = people.find((one) => one.id === call.calleeId);
  return caller && callee ? ringingNotices(call, { caller, callee }, deps.iceServersFor) : [];
}
