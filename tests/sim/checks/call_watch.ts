import { type Call, isOver, isUnanswered } from "../../../realtime/core/call.ts";
import { NEXT } from "../../../realtime/core/call_machine.ts";
import { Violation } from "../journal.ts";
import { CLOCK_ERROR_MAX_MS } from "../profile.ts";
import type { World } from "../world.ts";

/** The sweep's own interval, an attempt that fails, and clocks that are slow. */
const OVERDUE_MS = 2 * 2_000 + 1_500 + CLOCK_ERROR_MAX_MS;

/** Looks at every change of a call as it is committed, and at those that ought to have ended. */
export class CallWatch {
  readonly #world: World;
  readonly #live = new Map<number, Set<string>>();

  constructor(world: World) {
    this.#world = world;
    world.database.tables.watch((commit) => {
      if (commit.kind !== "call") return;
      world.journal.note(`stored ${commit.after.callId} v${commit.after.version} ${commit.after.status}`);
      this.#changed(commit.before, commit.after);
      this.#oneLive(commit.after);
    });
  }

  /** No live call is past its deadline. */
  check(): void {
    const { time, database, calmSince } = this.#world;
    for (const callId of new Set([...this.#live.values()].flatMap((ids) => [...ids]))) {
      const { deadlineAt } = database.tables.calls.get(callId)!;
      const late = time.now() - Math.max(deadlineAt ?? 0, calmSince);
      if (late > OVERDUE_MS) {
        throw new Violation(
          "calls end by their deadline",
          callId,
          `still going ${Math.round(late)} ms after it`,
        );
      }
    }
  }

  #changed(before: Call | undefined, after: Call): void {
    if (!before) return;
    const fault = faultOf(before, after);
    if (fault) throw new Violation("calls change one step at a time", after.callId, fault);
  }

  #oneLive(call: Call): void {
    for (const { userId } of call.participants) {
      const own = this.#live.get(userId) ?? new Set();
      this.#live.set(userId, own);
      if (isOver(call)) own.delete(call.callId);
      else own.add(call.callId);
      if (own.size > 1) {
        throw new Violation("one live call per user", call.callId, `user ${userId} has two live calls`);
      }
    }
  }
}

/** What is wrong with a change of a stored call, or undefined. */
export function faultOf(before: Call, after: Call): string | undefined {
  // A place may be tied to a device, or a deadline put off.
  if (before.version === after.version && before.status === after.status) return undefined;
  if (after.version !== before.version + 1) return `version ${after.version} after ${before.version}`;
  const mayFollow = before.status === after.status ||
    Object.values(NEXT[before.status]).includes(after.status) ||
    (after.status === "connected" && !isOver(before) && !isUnanswered(before));
  if (isOver(before) || !mayFollow) return `${after.status} after ${before.status}`;
  for (const one of after.participants) {
    const earlier = before.participants.find((other) => other.userId === one.userId)?.deviceId ?? null;
    if (earlier !== null && earlier !== one.deviceId) {
      return `the place of user ${one.userId} went to another device`;
    }
  }
  return undefined;
}
