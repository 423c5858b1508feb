import { reconnectDelay } from "../../realtime/core/backoff.ts";
import { CLOSE, mayComeBack } from "../../realtime/core/close_codes.ts";

/** Where a SignalingClient stands; `attempt` counts from 0 for the first connection, `retryAt` is local time. */
export type SignalingState =
  | { name: "idle" }
  | { name: "connecting"; attempt: number }
  | { name: "open" }
  | { name: "waiting"; attempt: number; retryAt: number }
  | { name: "stopped"; code: number; reason: string };

/** How a connection ended. */
export interface Closed {
  code: number;
  reason: string;
}

/**
 * What to do after attempt number `attempt` (0 for the first) ended with `closed`. A server that says that it restarts
 * has others beside it or is back soon: the count starts over.
 */
export function stateAfterClose(
  closed: Closed,
  attempt: number,
  now: number,
  chance: number,
): Extract<SignalingState, { name: "waiting" | "stopped" }> {
  const stopped = { name: "stopped", code: closed.code, reason: closed.reason } as const;
  if (!mayComeBack(closed.code)) return stopped;
  const next = closed.code === CLOSE.serviceRestart.code ? 1 : attempt + 1;
  const delay = reconnectDelay(next, chance);
  return delay === undefined ? stopped : { name: "waiting", attempt: next, retryAt: now + delay };
}

/** Whether the page may start anew by itself, because it is online or looked at again. */
export function mayStartAnew(state: SignalingState): boolean {
  return state.name === "waiting" || (state.name === "stopped" && mayComeBack(state.code));
}
