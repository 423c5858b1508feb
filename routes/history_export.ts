import { exportOperations } from "../realtime/core/api/export_operations.ts";
import { BYTE_ORDER_MARK, csvLine, type CsvValue } from "../realtime/core/csv.ts";
import type { HistoryEntryObject } from "../realtime/core/objects.ts";
import { exportHistory } from "../realtime/export_history.ts";
import type { HistoryStore } from "../realtime/ports/history_store.ts";
import { historyFilterOf } from "./history_filter.ts";
import { type Served, served } from "./serve.ts";

/** The history as a file, over HTTP. */
export function exportRoutes(deps: { history: HistoryStore }): Served[] {
  return served(exportOperations, {
    "GET /api/call-history/export": async ({ who, query }) => {
      const outcome = await exportHistory(deps, who, historyFilterOf(query));
      if (!outcome.ok) return outcome;
      const side = query.user_id ?? who.userId;
      return query.format === "json"
        ? file(jsonText(outcome.value), "application/json", "calls.json")
        : file(csvText(outcome.value, side), "text/csv; charset=utf-8", "calls.csv");
    },
  });
}

/** Sent as it is read: whoever reads slowly is waited for, and whoever leaves ends the reading. */
function file(text: AsyncGenerator<string>, type: string, name: string): Response {
  const body = ReadableStream.from(text).pipeThrough(new TextEncoderStream());
  return new Response(body, {
    headers: {
      "Content-Type": type,
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
    },
  });
}

async function* jsonText(pieces: AsyncGenerator<HistoryEntryObject[]>): AsyncGenerator<string> {
  yield '{"calls":[';
  let isFirst = true;
  for await (const piece of pieces) {
    yield (isFirst ? "" : ",") + piece.map((one) => JSON.stringify(one)).join(",");
    isFirst = false;
  }
  yield "]}\n";
}

/** By column: what stands in it, from the side of one person. */
const COLUMNS: Record<string, (call: HistoryEntryObject, side: number) => CsvValue> = {
  call_id: (call) => call.call_id,
  with: (call, side) => (call.caller_id === side ? call.callee : call.caller).name,
  direction: (call, side) => call.caller_id === side ? "outgoing" : "incoming",
  call_type: (call) => call.call_type,
  status: (call) => call.status,
  end_reason: (call) => call.end_reason,
  initiated_at: (call) => call.initiated_at,
  connected_at: (call) => call.connected_at,
  ended_at: (call) => call.ended_at,
  duration_seconds: (call) => call.duration,
};

async function* csvText(
  pieces: AsyncGenerator<HistoryEntryObject[]>,
  side: number,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(Object.keys(COLUMNS));
  for await (const piece of pieces) {
    yield piece.map((call) => csvLine(Object.values(COLUMNS).map((of) => of(call, side)))).join("");
  }
}
