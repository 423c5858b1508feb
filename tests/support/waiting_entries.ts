import { absentEntry, type WaitingEntry } from "../../realtime/core/waiting.ts";
import type { AppointmentObject, UserObject } from "../../realtime/core/objects.ts";

/** When the first appointment of these tests begins. */
export const NINE = Date.parse("2026-03-02T09:00:00.000Z");
export const MINUTE_MS = 60_000;

const DOCTOR: UserObject = { id: 7, name: "Dr. Dana Doctor", role: "doctor" };

/** Somebody who has not come to the appointment of this number, which begins so many minutes after nine. */
export function absent(id: number, { minutes = 0, userId = id } = {}): WaitingEntry {
  const patient: UserObject = { id: userId, name: `Patient ${userId}`, role: "patient" };
  const appointment: AppointmentObject = {
    id,
    patient_id: patient.id,
    doctor_id: DOCTOR.id,
    starts_at: new Date(NINE + minutes * MINUTE_MS).toISOString(),
    ends_at: new Date(NINE + (minutes + 30) * MINUTE_MS).toISOString(),
    status: "scheduled",
    reason: null,
    version: 1,
    patient,
    doctor: DOCTOR,
    guests: [],
  };
  return absentEntry(appointment, patient);
}
