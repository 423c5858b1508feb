import type { Role } from "./identity.ts";
import type { AppointmentObject } from "./objects.ts";
import type { Relation } from "./rights.ts";

/** Longest appointment, in milliseconds. */
export const APPOINTMENT_MS_MAX = 24 * 3_600_000;
/** Longest text of what an appointment is about, in UTF-16 code units. */
export const REASON_LENGTH_MAX = 500;
/** How long before its start an appointment lets guests in, in milliseconds. */
export const DOOR_OPENS_BEFORE_MS = 30 * 60_000;
/** How long after its end guests may still come in or stay, in milliseconds. */
export const DOOR_CLOSES_AFTER_MS = 30 * 60_000;

export type DoorState = "open" | "too_early" | "over" | "cancelled";

/** Whether an invitation lets somebody in now, and the times in milliseconds since the epoch between which it does. */
export interface Door {
  state: DoorState;
  opensAtMs: number;
  closesAtMs: number;
}

/** The door of an appointment for those who come by an invitation. */
export function doorOf(
  { starts_at, ends_at, status }: Pick<AppointmentObject, "starts_at" | "ends_at" | "status">,
  now: number,
): Door {
  const opensAtMs = Date.parse(starts_at) - DOOR_OPENS_BEFORE_MS;
  const closesAtMs = Date.parse(ends_at) + DOOR_CLOSES_AFTER_MS;
  return { state: stateOf(status, opensAtMs, closesAtMs, now), opensAtMs, closesAtMs };
}

function stateOf(
  status: AppointmentObject["status"],
  opensAtMs: number,
  closesAtMs: number,
  now: number,
): DoorState {
  if (status === "cancelled") return "cancelled";
  if (status === "completed" || now >= closesAtMs) return "over";
  return now < opensAtMs ? "too_early" : "open";
}

/** What is wrong with a time span, in milliseconds since the epoch; undefined when it may be an appointment. */
export function spanProblem(startsAtMs: number, endsAtMs: number): string | undefined {
  if (!(endsAtMs > startsAtMs)) return "Expected a time after starts_at";
  return endsAtMs - startsAtMs > APPOINTMENT_MS_MAX ? "Expected at most 24 hours after starts_at" : undefined;
}

/** Everybody who takes part: patient, doctor, then guests. */
export function peopleOf({ patient_id, doctor_id, guests }: AppointmentObject): number[] {
  return [patient_id, doctor_id, ...guests.map((one) => one.id)];
}

/** How somebody stands to an appointment. */
export function relationToAppointment(appointment: AppointmentObject, userId: number): Relation {
  return peopleOf(appointment).includes(userId) ? "participant" : "stranger";
}

/** The appointment without what it is about, which is no guest's business. */
export function withoutReason(appointment: AppointmentObject): AppointmentObject {
  return { ...appointment, reason: null };
}

/** The appointment as this person may see it. */
export function appointmentFor(
  appointment: AppointmentObject,
  { userId, role }: { userId: number; role: Role },
): AppointmentObject {
  const mayKnow = role === "admin" || userId === appointment.patient_id || userId === appointment.doctor_id;
  return mayKnow ? appointment : withoutReason(appointment);
}
