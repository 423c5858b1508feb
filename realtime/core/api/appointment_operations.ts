import * as v from "valibot";
import { spanProblem } from "../appointment.ts";
import * as f from "../fields.ts";
import { appointmentObject, appointmentStatus } from "../objects.ts";
import { NAME_LENGTH_MAX } from "../person_name.ts";
import { pageObject, pageQuery, queryDate, queryKey } from "./lists.ts";
import { operations } from "./operation.ts";

/** Longest reason of an appointment, in UTF-16 code units. */
export const REASON_LENGTH_MAX = 500;

/** The name of somebody without an account. */
export const guestName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(NAME_LENGTH_MAX));

const reason = v.pipe(v.string(), v.trim(), v.maxLength(REASON_LENGTH_MAX));
// The pattern of a timestamp alone lets through what no calendar has.
const moment = v.pipe(
  f.time,
  v.check((text) => !Number.isNaN(Date.parse(text)), "Expected a time that exists"),
);

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
      ({ starts_at, ends_at }) => spanProblem(Date.parse(starts_at), Date.parse(ends_at)) === undefined,
      (issue) =>
        spanProblem(Date.parse(issue.input.starts_at), Date.parse(issue.input.ends_at)) ??
          "Expected a time span",
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
      "One's own appointments, the next ones first and those that are over last; an administrator sees those " +
      "of everybody, or of one person.",
    tag: "Appointments",
    query: v.strictObject({
      ...pageQuery,
      date_from: v.optional(queryDate),
      date_to: v.optional(queryDate),
      status: v.optional(appointmentStatus),
      user_id: v.optional(queryKey),
    }),
    answers: { 200: pageObject("appointments", appointmentObject) },
    refusals: { 404: ["not_found"] },
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
