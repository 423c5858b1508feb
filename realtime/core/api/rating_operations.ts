import * as v from "valibot";
import { ratingObject } from "../objects.ts";
import { RATING_COMMENT_MAX, STARS_MAX } from "../rating.ts";
import { operations } from "./operation.ts";

const stars = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(STARS_MAX));
const ratingAnswer = v.object({ rating: v.nullable(ratingObject) });

/** What people say of their calls. */
export const ratingOperations = operations({
  "GET /api/calls/{call_id}/rating": {
    name: "read_rating",
    summary: "One's own rating of a call; null where there is none.",
    tag: "Calls",
    answers: { 200: ratingAnswer },
  },
  "PUT /api/calls/{call_id}/rating": {
    name: "rate_call",
    summary:
      "Rate a call that took place, or say with stars null that one does not want to; for 24 hours after its end.",
    tag: "Calls",
    body: v.strictObject({
      stars: v.nullable(stars),
      comment: v.optional(v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(RATING_COMMENT_MAX)))),
    }),
    answers: { 200: v.object({ rating: ratingObject }) },
    refusals: { 409: ["conflict"] },
  },
});
