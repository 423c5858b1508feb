import * as v from "valibot";
import { REASON_LENGTH_MAX, spanProblem } from "../appointment.ts";
import * as f from "../fields.ts";
import { appointmentObject, appointmentStatus } from "../objects.ts";
import { NAME_LENGTH_MAX } from "../person_name.ts";
import { isDay, pageObject, pageQuery, queryDate, queryKey } from "./lists.ts";
import { operations } from "./operation.ts";

/** The name of somebody without an account. */
export const guestName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(NAME_LENGTH_MAX));

const reason = v.pipe(v.string(), v.trim(), v.maxLength(REASON_LENGTH_MAX));
const moment = v.pipe(
  f.time,
  v.rawCheck(({ dataset, addIssue }) => {
    // The pattern alone lets through what no calendar has, and years that no visit is planned in.
    if (dataset.typed && !dataset.issues && !isInCalendar(dataset.value)) {
      addIssue({ message: "Expected a day that exists, from 1900 to 2999" });
    }
  }),
);

/** Whether visits may be planned at an ISO 8601 timestamp. */
function isInCalendar(timestamp: string): boolean {
  return timestamp >= "1900" && timestamp < "3000" && isDay(timestamp);
}

/** As `spanProblem`; times that are none have been refused for themselves. */
function problemOf({ starts_at, ends_at }: { starts_at: string; ends_at: string }): string | undefined {
  const [startsAt, endsAt] = [Date.parse(starts_at), Date.parse(ends_at)];
  return Number.isNaN(startsAt + endsAt) ? undefined : spanProblem(startsAt, endsAt);
}

const newAppointment = v.pipe(
  v.strictObject({
    patient_id: v.optional(f.key),
    patient_name: v.optional(guestName),
    doctor_id: f.key,
    starts_at: moment,
    ends_at: moment,
    reason: v.nullish(reason),
    client_id: v.optional(f.clientId),
  }),
  v.forward(
    v.partialCheck(
      [["patient_id"], ["patient_name"]],
      ({ patient_id, patient_name }) => (patient_id === undefined) !== (patient_name === undefined),
      "Expected either patient_id or patient_name",
    ),
    ["patient_id"],
  ),
  v.forward(
    v.partialCheck(
      [["starts_at"], ["ends_at"]],
      (input) => problemOf(input) === undefined,
      (issue) => problemOf(issue.input) ?? "Expected a time span",
    ),
    ["ends_at"],
  ),
);

const appointmentAnswer = v.object({ appointment: appointmentObject });

/** Appointments. */
export const appointmentOperations = operations({
  "GET /api/appointments": {
    name: "list_appointments",
    summary:
      "One's own appointments, the next ones first and those that are over last; an administrator may ask " +
      "for those of another, or of everybody.",
    tag: "Appointments",
    query: v.strictObject({
      ...pageQuery,
      date_from: v.optional(queryDate),
      date_to: v.optional(queryDate),
      status: v.optional(appointmentStatus),
      user_id: v.optional(queryKey),
      everybody: v.optional(v.picklist(["true", "false"]), "false"),
    }),
    answers: { 200: pageObject("appointments", appointmentObject) },
    refusals: { 403: ["forbidden"], 404: ["not_found"] },
  },
  "POST /api/appointments": {
    name: "make_appointment",
    summary:
      "Plan a visit: a doctor with themselves, an administrator with any doctor. The patient is somebody with " +
      "an account, or a name that is invited by a link.",
    tag: "Appointments",
    body: newAppointment,
    // 200 is one that was made before.
    answers: { 200: appointmentAnswer, 201: appointmentAnswer },
    refusals: { 403: ["forbidden"], 404: ["not_found"], 409: ["conflict"] },
    repeatable: true,
  },
  "GET /api/appointments/{appointment_id}": {
    name: "read_appointment",
    summary: "One appointment.",
    tag: "Appointments",
    answers: { 200: appointmentAnswer },
  },
  "PATCH /api/appointments/{appointment_id}": {
    name: "change_appointment",
    summary:
      "Move, describe, cancel or complete an appointment, for its doctor and administrators; one that is " +
      "cancelled or completed stays so.",
    tag: "Appointments",
    body: v.strictObject({
      starts_at: v.optional(moment),
      ends_at: v.optional(moment),
      reason: v.nullish(reason),
      status: v.optional(appointmentStatus),
      /** Where given, the version that the change was decided on. */
      version: v.optional(f.count),
    }),
    answers: { 200: appointmentAnswer },
    refusals: { 403: ["forbidden"], 409: ["conflict"] },
  },
});
