import type * as v from "valibot";
import type { historyFilter } from "../realtime/core/api/history_filter.ts";
import type { HistoryQuery } from "../realtime/ports/history_store.ts";
import { fromDate, untilDate } from "./query_dates.ts";

type Asked = v.InferOutput<v.ObjectSchema<typeof historyFilter, undefined>>;

/** What a list of calls is narrowed by, as the use cases take it. */
export function historyFilterOf(
  query: Asked,
): Omit<HistoryQuery, "page" | "perPage" | "userId"> & { userId?: number } {
  return {
    userId: query.user_id,
    callType: query.call_type,
    status: query.status,
    endReason: query.end_reason,
    from: fromDate(query.date_from),
    until: untilDate(query.date_to),
  };
}
