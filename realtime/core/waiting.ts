import type { AppointmentObject, UserObject } from "./objects.ts";

/** A device that was heard of within this many milliseconds is there. */
export const WAITING_LEASE_MS = 30_000;
/** Whose devices are gone keeps the place for this long after that, in milliseconds: shown as away for a moment. */
export const WAITING_AWAY_MS = 2 * 60_000;
/** Who comes back within this many milliseconds after leaving the queue has arrived when they first did. */
export const WAITING_RETURN_MS = 15 * 60_000;
/** Longest postponement, in minutes. */
export const POSTPONE_MINUTES_MAX = 120;

/** `absent` has never come, and is stored nowhere. `waiting` and `away` are in the queue, `gone` is not any more. */
export const WAITING_STATUSES = ["absent", "waiting", "away", "gone"] as const;
export type WaitingStatus = (typeof WAITING_STATUSES)[number];

/**
 * Why somebody is not in the queue any more: they left, no device of theirs came back, they were called in, the doctor noted that
 * they have not come, or the visit was cancelled, completed or its door has closed.
 */
export const GONE_REASONS = ["left", "lost", "admitted", "not_come", "closed"] as const;
export type GoneReason = (typeof GONE_REASONS)[number];

/** One person waiting for one appointment. Times are milliseconds since the epoch. */
export interface WaitingEntry {
  appointmentId: number;
  doctorId: number;
  startsAt: number;
  endsAt: number;
  user: UserObject;
  status: WaitingStatus;
  goneReason: GoneReason | null;
  /** When they came first; what counts for the order. */
  arrivedAt: number | null;
  /** When they came last. */
  enteredAt: number | null;
  /** When a device of theirs was last known to be there. */
  seenAt: number | null;
  goneAt: number | null;
  /** Until when the doctor has asked them to wait. */
  postponedUntil: number | null;
  /** The next moment at which this changes by itself; null for whoever is not in the queue. */
  deadlineAt: number | null;
}

/** Everybody who waits for one doctor, in order. The version grows by one with every change of it. */
export interface WaitingQueue {
  doctorId: number;
  version: number;
  entries: WaitingEntry[];
}

/** Somebody who has not come yet. */
export function absentEntry(appointment: AppointmentObject, user: UserObject): WaitingEntry {
  return {
    appointmentId: appointment.id,
    doctorId: appointment.doctor_id,
    startsAt: Date.parse(appointment.starts_at),
    endsAt: Date.parse(appointment.ends_at),
    user,
    status: "absent",
    goneReason: null,
    arrivedAt: null,
    enteredAt: null,
    seenAt: null,
    goneAt: null,
    postponedUntil: null,
    deadlineAt: null,
  };
}

/** Whether this person has a place in the queue. */
export function isInQueue({ status }: Pick<WaitingEntry, "status">): boolean {
  return status === "waiting" || status === "away";
}
