import { ratingOperations } from "../realtime/core/api/rating_operations.ts";
import { rateCall, type RatingDeps, readRating } from "../realtime/rate_call.ts";
import { reply, type Served, served } from "./serve.ts";

/** What people say of their calls, over HTTP. */
export function ratingRoutes(deps: RatingDeps): Served[] {
  return served(ratingOperations, {
    "GET /api/calls/{call_id}/rating": async ({ who, path }) =>
      reply(await readRating(deps, who, path.call_id), 200, (rating) => ({ rating })),
    "PUT /api/calls/{call_id}/rating": async ({ who, path, body }) =>
      reply(await rateCall(deps, who, path.call_id, body), 200, (rating) => ({ rating })),
  });
}
