import type { CallDeps } from "./call_deps.ts";
import { type Call, isUnanswered } from "./core/call.ts";
import type { Cause } from "./core/call_machine.ts";
import { moveCall } from "./move_call.ts";

/** Whoever ended somebody's call; without a session where one is only just being opened. */
export interface EndedBy {
  userId: number;
  sessionId: string | null;
}

/**
 * Ends the live call of somebody, if there is one, as if they had left it themselves; `by` is who it was. One that only
 * rings for them goes on where `keepsRing`.
 */
export async function endCallOf(
  deps: CallDeps,
  userId: number,
  by: EndedBy,
  { keepsRing = false }: { keepsRing?: boolean } = {},
): Promise<void> {
  const call = await deps.calls.liveCallOf(userId);
  if (!call) return;
  const actor = { actorId: by.userId, sessionId: by.sessionId };
  await moveCall(deps, call, (now) => leaving(now, userId, keepsRing), actor);
}

function leaving(call: Call, userId: number, keepsRing: boolean): Cause | undefined {
  if (!isUnanswered(call)) return { type: "hung_up" };
  if (call.callerId === userId) return { type: "cancelled" };
  return keepsRing ? undefined : { type: "declined", reason: "callee_declined" };
}
