import * as v from "valibot";
import { AUDIT_OUTCOMES, auditPageObject } from "../audit_objects.ts";
import { clinicNowObject } from "../clinic_objects.ts";
import { queryDate, queryKey, wholeNumber } from "./lists.ts";
import { operations } from "./operation.ts";

/** Rows that one page of the audit log shows, unless asked otherwise, and at most. */
export const AUDIT_LIMIT_DEFAULT = 50;
export const AUDIT_LIMIT_MAX = 200;
/** Longest name of an action or of a kind of object, in characters. */
export const AUDIT_NAME_LENGTH_MAX = 64;
/** Longest id of an object, in characters. */
export const AUDIT_OBJECT_LENGTH_MAX = 200;

const name = v.pipe(v.string(), v.maxLength(AUDIT_NAME_LENGTH_MAX), v.regex(/^[a-z][a-z_.:]*$/));

/** What administrators see of the whole clinic. */
export const clinicOperations = operations({
  "GET /api/clinic/now": {
    name: "read_clinic_now",
    summary: "Who is here and which calls go on at this moment; for administrators.",
    tag: "Clinic",
    answers: { 200: clinicNowObject },
    refusals: { 403: ["forbidden"] },
  },
  "GET /api/audit": {
    name: "search_audit",
    summary: "Rows of the audit log, newest first; for administrators. Each search leaves a row of its own.",
    tag: "Clinic",
    query: v.strictObject({
      /** Who did it. */
      actor_id: v.optional(queryKey),
      action: v.optional(name),
      object_type: v.optional(name),
      /** Needs `object_type` beside it. */
      object_id: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(AUDIT_OBJECT_LENGTH_MAX))),
      outcome: v.optional(v.picklist(AUDIT_OUTCOMES)),
      date_from: v.optional(queryDate),
      date_to: v.optional(queryDate),
      /** The `next` of the page before. */
      before: v.optional(wholeNumber(1, Number.MAX_SAFE_INTEGER)),
      limit: v.optional(wholeNumber(1, AUDIT_LIMIT_MAX), String(AUDIT_LIMIT_DEFAULT)),
    }),
    answers: { 200: auditPageObject },
    refusals: { 403: ["forbidden"], 422: ["bad_request"] },
  },
});
