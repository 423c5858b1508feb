import * as v from "valibot";
import { isZone } from "../days.ts";
import { callMeasuresObject } from "../call_measures.ts";
import { callStatisticsObject, PERIODS } from "../statistics_objects.ts";
import { queryKey } from "./lists.ts";
import { operations } from "./operation.ts";

/** Whose days are meant: a name of the tz database. */
const zone = v.optional(
  v.pipe(v.string(), v.maxLength(64), v.check(isZone, "Expected the name of a time zone")),
  "UTC",
);
/** Whose calls of when; `scope` is the whole clinic. */
const whose = {
  period: v.optional(v.picklist(PERIODS), "30d"),
  user_id: v.optional(queryKey),
  scope: v.optional(v.literal("all")),
};

/** What calls come to. */
export const statisticsOperations = operations({
  "GET /api/call-statistics": {
    name: "read_statistics",
    summary:
      "One's own calls of a period in numbers; an administrator may ask for another person or for all.",
    tag: "Calls",
    query: v.strictObject({
      ...whose,
      /** Adds the numbers of every day. */
      by: v.optional(v.literal("day")),
      zone,
    }),
    answers: { 200: callStatisticsObject },
    refusals: { 403: ["forbidden"], 404: ["not_found"], 422: ["bad_request"] },
  },
  "GET /api/call-measures": {
    name: "read_call_measures",
    summary:
      "How one's own calls of a period ended, how quickly they connected and how good they were, by day; an administrator may ask for another person or for all.",
    tag: "Calls",
    query: v.strictObject({ ...whose, zone }),
    answers: { 200: callMeasuresObject },
    refusals: { 403: ["forbidden"], 404: ["not_found"], 422: ["bad_request"] },
  },
});
