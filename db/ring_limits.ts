import type { Call } from "../realtime/core/call.ts";
import type { Placed, RingLimits } from "../realtime/ports/call_store.ts";
import type { Sql } from "./database.ts";

/** Calls of a person that are looked at, newest first; the limits are far below it. */
const LOOKED_AT_MAX = 100;

interface Attempt {
  callee_id: number;
  initiated_at: Date;
  answered: boolean;
}

/**
 * Whether the caller has rung too often without an answer, by the stored calls, so that it counts on every instance.
 * Those that found somebody busy rang nowhere. Attempts at the same moment can't get past it together: only one of them
 * gets the caller's one live place.
 */
export async function tooManyRings(
  sql: Sql,
  { callerId, calleeId, initiatedAt }: Call,
  { windowMs, perPairMax, perCallerMax }: RingLimits,
): Promise<Extract<Placed, { kind: "too_many" }> | undefined> {
  const rows = await sql<Attempt[]>`
    select callee_id, initiated_at, accepted_at is not null as answered
    from call_history
    where caller_id = ${callerId} and initiated_at > ${new Date(initiatedAt - windowMs)}
      and (ringing_at is not null or end_reason is distinct from 'busy')
    order by initiated_at desc limit ${LOOKED_AT_MAX}`;
  const unanswered = rows.filter((one) => !one.answered);
  const toCallee = rows.filter((one) => one.callee_id === calleeId);
  const lastAnswered = toCallee.findIndex((one) => one.answered);
  const rings = toCallee.slice(0, lastAnswered < 0 ? undefined : lastAnswered);
  // The one whose leaving the window makes room again.
  const blocking = [rings[perPairMax - 1], unanswered[perCallerMax - 1]].filter((one) => one !== undefined);
  if (blocking.length === 0) return undefined;
  const retryAt = Math.max(...blocking.map((one) => one.initiated_at.getTime())) + windowMs;
  return { kind: "too_many", retryAt };
}
