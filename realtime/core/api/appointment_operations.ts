import * as v from "valibot";
import { appointmentObject } from "../objects.ts";
import { pageObject, pageQuery } from "./lists.ts";
import { operations } from "./operation.ts";

/** Appointments. */
export const appointmentOperations = operations({
  "GET /api/appointments": {
    name: "list_appointments",
    summary: "One's own appointments, the next ones first.",
    tag: "Appointments",
    query: v.strictObject(pageQuery),
    answers: { 200: pageObject("appointments", appointmentObject) },
  },
  "GET /api/appointments/{appointment_id}": {
    name: "read_appointment",
    summary: "One appointment.",
    tag: "Appointments",
    answers: { 200: v.object({ appointment: appointmentObject }) },
  },
});
