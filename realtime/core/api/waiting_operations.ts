import * as v from "valibot";
import * as f from "../fields.ts";
import { POSTPONE_MINUTES_MAX } from "../waiting.ts";
import { queueObject, waitingObject } from "../waiting_objects.ts";
import { operations } from "./operation.ts";

const waitingAnswer = v.object({ waiting: waitingObject });
const queueAnswer = v.object({ queue: queueObject });
const nothing = v.strictObject({});

/** The waiting room. */
export const waitingOperations = operations({
  "POST /api/appointments/{appointment_id}/arrive": {
    name: "arrive",
    summary:
      "Enter the waiting room of a visit, for its patient and guests, from 30 minutes before the start until 30 " +
      "minutes after the end. Who is in it stays where they are, as long as any device of theirs is connected.",
    tag: "Waiting room",
    body: nothing,
    bodyOptional: true,
    answers: { 200: waitingAnswer },
    refusals: { 403: ["forbidden"], 409: ["conflict", "too_early"], 410: ["over", "cancelled"] },
    rate: "presence",
  },
  "POST /api/appointments/{appointment_id}/leave": {
    name: "leave",
    summary: "Leave the waiting room. Who comes back within 15 minutes keeps the time of arrival.",
    tag: "Waiting room",
    body: nothing,
    bodyOptional: true,
    answers: { 200: waitingAnswer },
    refusals: { 403: ["forbidden"], 409: ["conflict"] },
    rate: "presence",
  },
  "GET /api/appointments/{appointment_id}/waiting": {
    name: "read_waiting",
    summary: "How one's own waiting for a visit stands.",
    tag: "Waiting room",
    answers: { 200: waitingAnswer },
    refusals: { 403: ["forbidden"] },
  },
  "POST /api/appointments/{appointment_id}/postpone": {
    name: "postpone_visit",
    summary:
      "Tell those who wait for a visit that its doctor needs about so many minutes more; 0 takes that back.",
    tag: "Waiting room",
    body: v.strictObject({
      minutes: v.optional(
        v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(POSTPONE_MINUTES_MAX)),
        10,
      ),
    }),
    bodyOptional: true,
    answers: { 200: queueAnswer },
    refusals: { 403: ["forbidden"], 409: ["conflict"] },
    rate: "presence",
  },
  "POST /api/appointments/{appointment_id}/not-come": {
    name: "mark_not_come",
    summary: "Take somebody out of the waiting room who has not come, or is not there any more.",
    tag: "Waiting room",
    body: v.strictObject({
      /** Everybody who waits for this visit where it is left out. */
      user_id: v.optional(f.key),
    }),
    bodyOptional: true,
    answers: { 200: queueAnswer },
    refusals: { 403: ["forbidden"], 409: ["conflict"] },
    rate: "presence",
  },
  "GET /api/queue": {
    name: "read_queue",
    summary: "Who waits for oneself, the next one first; only doctors are waited for.",
    tag: "Waiting room",
    answers: { 200: queueAnswer },
    refusals: { 403: ["forbidden"] },
  },
});
