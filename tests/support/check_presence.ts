import type { FinalRead, Violation, VisitLog } from "./visit_log.ts";

/** Presence is how it is when nobody is in a call any more, for every reader and on every connected device; nothing came to a stranger. */
export function checkPresence(log: VisitLog, { presence }: FinalRead): Violation[] {
  const isHere = new Map(log.people.map((one) => [one.userId, one.isHere]));
  const read = presence.map((one) => ({ ...one, who: `user ${one.readerId} reads` }));
  const known = log.presenceKnown.map((one) => ({ ...one, who: `${one.deviceId} shows` }));
  return [...read, ...known].flatMap(({ userId, status, who }) =>
    status === (isHere.get(userId) ? "online" : "offline")
      ? []
      : [{ rule: "wrong presence", what: `${who} ${status} for user ${userId}` }]
  );
}

/** Every event was about something that its device's person has a part in. */
export function checkStrangers(log: VisitLog, { calls }: FinalRead): Violation[] {
  const owners = new Map(log.people.flatMap((one) => one.deviceIds.map((id) => [id, one.userId] as const)));
  const allowed = {
    conversation: new Map(log.conversations.map((one) => [one.conversationId, one.people])),
    call: new Map(calls.map((one) => [one.callId, [one.callerId, one.calleeId]])),
    presence: acquaintances(log),
  };
  return log.arrivals.flatMap(({ deviceId, about, id }) => {
    const userId = owners.get(deviceId) ?? 0;
    return allowed[about].get(id)?.includes(userId)
      ? []
      : [{ rule: "stranger", what: `${deviceId} of user ${userId} got an event about ${about} ${id}` }];
  });
}

function acquaintances({ conversations, appointments, people }: VisitLog): Map<string, number[]> {
  return new Map(people.map(({ userId }) => {
    const shared = [...conversations, ...appointments].filter((one) => one.people.includes(userId));
    return [String(userId), [userId, ...shared.flatMap((one) => one.people)]];
  }));
}
