import type { CallStatus, CallType } from "../../realtime/core/call.ts";
import type { HistoryEntryObject } from "../../realtime/core/objects.ts";
import type { Page } from "../../realtime/core/page.ts";

/** What the list is narrowed to. */
export interface HistoryChoice {
  callType: CallType | null;
  status: CallStatus | null;
  /** Dates of the reader's calendar, both included. */
  dateFrom: string | null;
  dateTo: string | null;
}

/** A stretch of time in milliseconds since the epoch, `until` exclusive. */
export interface HistorySpan {
  from?: number;
  until?: number;
}

/** One page of the calls of one person. */
export interface HistoryFacts {
  /** Whose side is told. */
  me: number;
  choice: HistoryChoice;
  /** What the dates of the choice mean where the reader is. */
  span: HistorySpan;
  page: Page<HistoryEntryObject>;
}

/** Whether some calls are left out. */
export function isNarrowed(choice: HistoryChoice): boolean {
  return Object.values(choice).some((one) => one !== null);
}

/** The address of a page of the same list. */
export function historyUrl({ callType, status, dateFrom, dateTo }: HistoryChoice, page: number): string {
  const query = queryOf({ call_type: callType, status, date_from: dateFrom, date_to: dateTo });
  if (page > 1) query.set("page", String(page));
  return query.size > 0 ? `/history?${query}` : "/history";
}

/** The address of the same list as a file. */
export function exportUrl({ choice, span }: HistoryFacts, format: "csv" | "json"): string {
  const query = queryOf({
    format,
    call_type: choice.callType,
    status: choice.status,
    date_from: timeOf(span.from),
    // The API includes the last moment.
    date_to: timeOf(span.until === undefined ? undefined : span.until - 1),
  });
  return `/api/call-history/export?${query}`;
}

function timeOf(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}

function queryOf(values: Record<string, string | null>): URLSearchParams {
  return new URLSearchParams(Object.entries(values).flatMap(([name, value]) => value ? [[name, value]] : []));
}
