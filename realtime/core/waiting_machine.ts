import {
  type GoneReason,
  WAITING_AWAY_MS,
  WAITING_LEASE_MS,
  WAITING_RETURN_MS,
  type WaitingEntry,
  type WaitingStatus,
} from "./waiting.ts";

/** What can happen to somebody who waits. */
export type WaitingCause =
  | { type: "arrived" }
  /** A device of theirs is there again. */
  | { type: "seen" }
  | { type: "deadline_passed" }
  | { type: "left" }
  /** A call of this appointment was answered. */
  | { type: "admitted" }
  | { type: "not_come" }
  | { type: "closed" }
  /** Null takes it back. */
  | { type: "postponed"; until: number | null };

export type WaitingCauseType = WaitingCause["type"];

/** Where each cause leads; a missing entry means that the status refuses the cause. */
export const WAITING_NEXT: Record<WaitingStatus, Partial<Record<WaitingCauseType, WaitingStatus>>> = {
  absent: { arrived: "waiting" },
  waiting: {
    arrived: "waiting",
    seen: "waiting",
    deadline_passed: "away",
    left: "gone",
    admitted: "gone",
    not_come: "gone",
    closed: "gone",
    postponed: "waiting",
  },
  away: {
    arrived: "waiting",
    seen: "waiting",
    deadline_passed: "gone",
    left: "gone",
    admitted: "gone",
    not_come: "gone",
    closed: "gone",
    postponed: "away",
  },
  gone: { arrived: "waiting" },
};

/** The entry after `cause` at `now`, or undefined when its status refuses the cause. */
export function advanceWaiting(
  entry: WaitingEntry,
  cause: WaitingCause,
  now: number,
): WaitingEntry | undefined {
  const status = WAITING_NEXT[entry.status][cause.type];
  if (!status) return undefined;
  if (cause.type === "deadline_passed" && now < (entry.deadlineAt ?? Infinity)) return undefined;
  if (cause.type === "postponed") return { ...entry, postponedUntil: cause.until };
  if (status === "gone") {
    return { ...entry, status, goneReason: reasonOf(cause.type), goneAt: now, deadlineAt: null };
  }
  if (status === "away") return { ...entry, status, deadlineAt: now + WAITING_AWAY_MS };
  return { ...entry, ...cameBack(entry, now), status, seenAt: now, deadlineAt: now + WAITING_LEASE_MS };
}

/** Whether anybody else learns of the difference; that a device is still there is nobody's news. */
export function isWaitingNews(before: WaitingEntry, after: WaitingEntry): boolean {
  return before.status !== after.status || before.postponedUntil !== after.postponedUntil;
}

function reasonOf(cause: WaitingCauseType): GoneReason {
  return cause === "left" || cause === "admitted" || cause === "not_come" || cause === "closed"
    ? cause
    : "lost";
}

/** What an arrival sets anew; whoever is in the queue already keeps everything. */
function cameBack(entry: WaitingEntry, now: number): Partial<WaitingEntry> {
  if (entry.status === "waiting" || entry.status === "away") return {};
  const isReturn = entry.goneAt !== null && now - entry.goneAt <= WAITING_RETURN_MS;
  const postponed = entry.postponedUntil !== null && entry.postponedUntil > now;
  return {
    arrivedAt: isReturn ? entry.arrivedAt : now,
    enteredAt: now,
    goneAt: null,
    goneReason: null,
    postponedUntil: postponed ? entry.postponedUntil : null,
  };
}
