import { type QualityDeps, readQuality, submitQuality } from "../realtime/call_quality.ts";
import { qualityOperations } from "../realtime/core/api/quality_operations.ts";
import { idempotencyKey } from "./idempotency_key.ts";
import { fromDate } from "./query_dates.ts";
import { reply, type Served, served } from "./serve.ts";

/** What devices measure in calls, over HTTP. */
export function qualityRoutes(deps: QualityDeps): Served[] {
  return served(qualityOperations, {
    "POST /api/calls/{call_id}/quality-metrics": async ({ c, who, path, body }) => {
      const { samples, ...single } = body;
      const kept = await submitQuality(deps, who, path.call_id, samples ?? [single], idempotencyKey(c));
      return reply(kept, 201, (metrics) => ({ metrics: samples ? metrics : metrics[0] ?? [] }));
    },
    "GET /api/calls/{call_id}/quality-metrics": async ({ who, path, query }) => {
      const outcome = await readQuality(deps, who, path.call_id, {
        userId: query.user_id,
        after: fromDate(query.after),
        limit: query.limit,
      });
      return reply(outcome, 200, (list) => list);
    },
  });
}
