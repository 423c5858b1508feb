import { isoTime, isoTimeOrNull } from "./call_object.ts";
import { isInQueue, type WaitingEntry, type WaitingQueue } from "./waiting.ts";
import type { QueueObject, WaitingObject } from "./waiting_objects.ts";

/**
 * The order of a waiting room: the time of the appointment first, whoever comes late included, and for the same time whoever
 * came first. It is what people are told; the doctor may call anybody.
 */
export function inOrder(entries: readonly WaitingEntry[]): WaitingEntry[] {
  return entries.filter(isInQueue).sort((a, b) =>
    a.startsAt - b.startsAt || (a.arrivedAt ?? 0) - (b.arrivedAt ?? 0) ||
    a.appointmentId - b.appointmentId || a.user.id - b.user.id
  );
}

/** How many other visits come before this one; null for whoever is not in the queue. */
export function placeOf({ entries }: WaitingQueue, entry: WaitingEntry): number | null {
  if (!isInQueue(entry)) return null;
  const visits = [...new Set(inOrder(entries).map((one) => one.appointmentId))];
  const place = visits.indexOf(entry.appointmentId);
  return place === -1 ? null : place;
}

/** What somebody may know of their own waiting: never who else waits. */
export function waitingObjectOf(queue: WaitingQueue, entry: WaitingEntry): WaitingObject {
  return {
    appointment_id: entry.appointmentId,
    user_id: entry.user.id,
    status: entry.status,
    gone_reason: entry.goneReason,
    place: placeOf(queue, entry),
    arrived_at: isoTimeOrNull(entry.arrivedAt),
    postponed_until: isoTimeOrNull(entry.postponedUntil),
    version: queue.version,
  };
}

/** The queue as its doctor sees it. */
export function queueObjectOf(queue: WaitingQueue): QueueObject {
  return {
    doctor_id: queue.doctorId,
    version: queue.version,
    entries: inOrder(queue.entries).map((one) => ({
      appointment_id: one.appointmentId,
      user: one.user,
      status: one.status === "away" ? "away" : "waiting",
      arrived_at: isoTime(one.arrivedAt ?? 0),
      away_since: isoTimeOrNull(one.status === "away" ? one.seenAt : null),
      postponed_until: isoTimeOrNull(one.postponedUntil),
      starts_at: isoTime(one.startsAt),
      ends_at: isoTime(one.endsAt),
    })),
  };
}

/** The entry of the same person and appointment. */
export function sameEntry(
  entries: readonly WaitingEntry[],
  { appointmentId, user }: Pick<WaitingEntry, "appointmentId" | "user">,
): WaitingEntry | undefined {
  return entries.find((one) => one.appointmentId === appointmentId && one.user.id === user.id);
}
