import type { CallDeps } from "./call_deps.ts";
import { isUnanswered } from "./core/call.ts";
import { moveCall } from "./move_call.ts";
import type { Trail } from "./ports/trail.ts";

/**
 * Ends the call that somebody is in who can't go on with it; the other side is told as of any end. One that only rings for
 * them is declined where `declines`.
 */
export async function leaveCall(
  deps: CallDeps,
  userId: number,
  { declines, actor }: { declines: boolean; actor: Omit<Trail, "action"> },
): Promise<void> {
  const call = await deps.calls.liveCallOf(userId);
  if (!call) return;
  await moveCall(deps, call, (now) => {
    if (!isUnanswered(now)) return { type: "hung_up" };
    if (now.callerId === userId) return { type: "cancelled" };
    return declines ? { type: "declined", reason: "callee_declined" } : undefined;
  }, actor);
}
