import { readMeasures, readStatistics, type StatisticsDeps } from "../realtime/call_statistics.ts";
import { statisticsOperations } from "../realtime/core/api/statistics_operations.ts";
import { reply, type Served, served } from "./serve.ts";

/** Calls in numbers, over HTTP. */
export function statisticsRoutes(deps: StatisticsDeps): Served[] {
  return served(statisticsOperations, {
    "GET /api/call-statistics": async ({ who, query }) => {
      const outcome = await readStatistics(deps, who, {
        period: query.period,
        userId: query.user_id,
        everybody: query.scope === "all",
        byDay: query.by === "day",
        zone: query.zone,
      });
      return reply(outcome, 200, (numbers) => numbers);
    },
    "GET /api/call-measures": async ({ who, query }) => {
      const { period, user_id: userId, scope, zone } = query;
      const outcome = await readMeasures(deps, who, { period, userId, everybody: scope === "all", zone });
      return reply(outcome, 200, (measures) => measures);
    },
  });
}
