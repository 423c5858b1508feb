import type { CallDeps } from "./call_deps.ts";
import { trailOf } from "./call_commands.ts";
import { type Call, isUnanswered } from "./core/call.ts";
import type { Cause } from "./core/call_machine.ts";
import type { Identity } from "./core/identity.ts";
import { moveCall } from "./move_call.ts";

/** Ends the live call of somebody, if there is one, as if they had left it themselves; `by` is who it was. */
export async function endCallOf(deps: CallDeps, userId: number, by: Identity): Promise<void> {
  const call = await deps.calls.liveCallOf(userId);
  if (call) await moveCall(deps, call, (now) => leaving(now, userId), trailOf(by));
}

function leaving(call: Call, userId: number): Cause {
  if (!isUnanswered(call)) return { type: "hung_up" };
  return call.callerId === userId ? { type: "cancelled" } : { type: "declined", reason: "callee_declined" };
}
