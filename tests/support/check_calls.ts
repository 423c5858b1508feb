import {
  type FinalRead,
  isOver,
  type KnownCall,
  type Ring,
  type Violation,
  type VisitBounds,
  type VisitLog,
} from "./visit_log.ts";

/** What is wrong with calls: two at once, not over in time, answered twice, or a device that was not told. */
export function checkCalls(log: VisitLog, final: FinalRead, bounds: VisitBounds): Violation[] {
  const calls = new Map(final.calls.map((one) => [one.callId, one]));
  return [
    ...checkOverlaps(final.calls, bounds),
    ...final.calls.flatMap((call) => checkDeadlines(call, bounds)),
    ...checkAnswers(log, calls),
    ...log.rings.flatMap((ring) => checkRing(ring, calls.get(ring.callId), final.at, bounds)),
    ...checkKnown(log, calls),
  ];
}

/** Nobody has two live calls; an attempt that found somebody busy never lived. */
function checkOverlaps(calls: KnownCall[], { overlapMs }: VisitBounds): Violation[] {
  const lived = calls.filter((one) => one.endReason !== "busy");
  const own = Map.groupBy(
    lived.flatMap((call) => [call.callerId, call.calleeId].map((userId) => ({ userId, call }))),
    (one) => one.userId,
  );
  return [...own].flatMap(([userId, list]) => {
    const ordered = list.map((one) => one.call).sort((a, b) => a.initiatedAt - b.initiatedAt);
    return ordered.flatMap((call, index) => {
      const before = ordered[index - 1];
      const ends = before?.endedAt ?? Infinity;
      return !before || call.initiatedAt >= ends - overlapMs
        ? []
        : [{ rule: "two calls", what: `user ${userId} has ${before.callId} and ${call.callId} at once` }];
    });
  });
}

function checkDeadlines(call: KnownCall, { ringMs, connectMs, deadlineLateMs }: VisitBounds): Violation[] {
  if (!isOver(call)) return [{ rule: "not over", what: `${call.callId} is still ${call.status}` }];
  if (call.connectedAt !== null) return [];
  const allowed = call.acceptedAt === null ? call.initiatedAt + ringMs : call.acceptedAt + connectMs;
  const late = (call.endedAt ?? Infinity) - allowed;
  return late <= deadlineLateMs ? [] : [{ rule: "late", what: `${call.callId} was over ${late} ms late` }];
}

/** One device wins a call's ring; a call that was connected has such a device. */
function checkAnswers({ answers }: VisitLog, calls: Map<string, KnownCall>): Violation[] {
  const winners = Map.groupBy(answers.filter((one) => one.won), (one) => one.callId);
  const found: Violation[] = [];
  for (const [callId, won] of winners) {
    const devices = new Set(won.map((one) => one.deviceId));
    if (devices.size > 1) found.push({ rule: "two winners", what: `${callId}: ${[...devices].join(", ")}` });
    if (!calls.get(callId)?.acceptedAt) found.push({ rule: "lost", what: `the answer of ${callId}` });
  }
  for (const call of calls.values()) {
    if (call.connectedAt !== null && !winners.has(call.callId)) {
      found.push({
        rule: "no winner",
        what: `${call.callId} was connected, and no device was told that it won`,
      });
    }
  }
  return found;
}

/** A device that rings is told of the end of the ringing, unless it goes offline. */
function checkRing(ring: Ring, call: KnownCall | undefined, now: number, bounds: VisitBounds): Violation[] {
  const { deviceId, callId, stopped } = ring;
  if (!call) return [{ rule: "ghost call", what: `${deviceId} rang for ${callId}, which does not exist` }];
  const endedAt = Math.min(call.acceptedAt ?? Infinity, call.endedAt ?? Infinity);
  const shouldEnd = Math.max(Math.min(endedAt, ring.ringUntil), ring.from) + bounds.toldLateMs;
  const silentAt = stopped?.at ?? now;
  if (stopped?.why === "offline" || silentAt <= shouldEnd) return [];
  return [{
    rule: "still ringing",
    what: `${deviceId} rang for ${callId} until ${silentAt - shouldEnd} ms too late`,
  }];
}

/** In the end nobody who is here believes in a call that is over. */
function checkKnown({ callsKnown, people }: VisitLog, calls: Map<string, KnownCall>): Violation[] {
  const here = new Set(people.filter((one) => one.isHere).flatMap((one) => one.deviceIds));
  return callsKnown.flatMap(({ deviceId, call }) => {
    const stored = calls.get(call.callId);
    if (!stored) {
      return [{ rule: "ghost call", what: `${deviceId} knows ${call.callId}, which does not exist` }];
    }
    return here.has(deviceId) && isOver(stored) && !isOver(call)
      ? [{
        rule: "not told",
        what: `${deviceId} believes that ${call.callId} is ${call.status}; it is ${stored.status}`,
      }]
      : [];
  });
}
