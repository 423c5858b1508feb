import * as v from "valibot";
import { isZone } from "../days.ts";
import { callStatisticsObject, PERIODS } from "../statistics_objects.ts";
import { queryKey } from "./lists.ts";
import { operations } from "./operation.ts";

/** What calls come to. */
export const statisticsOperations = operations({
  "GET /api/call-statistics": {
    name: "read_statistics",
    summary:
      "One's own calls of a period in numbers; an administrator may ask for another person or for all.",
    tag: "Calls",
    query: v.strictObject({
      period: v.optional(v.picklist(PERIODS), "30d"),
      user_id: v.optional(queryKey),
      /** The whole clinic. */
      scope: v.optional(v.literal("all")),
      /** Adds the numbers of every day. */
      by: v.optional(v.literal("day")),
      /** Whose days are meant: a name of the tz database. */
      zone: v.optional(
        v.pipe(v.string(), v.maxLength(64), v.check(isZone, "Expected the name of a time zone")),
        "UTC",
      ),
    }),
    answers: { 200: callStatisticsObject },
    refusals: { 403: ["forbidden"], 404: ["not_found"], 422: ["bad_request"] },
  },
});
