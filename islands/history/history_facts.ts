import type { CallStatus, CallType } from "../../realtime/core/call.ts";
import type { HistoryEntryObject } from "../../realtime/core/objects.ts";
import type { Page } from "../../realtime/core/page.ts";

/** What the list is narrowed to. */
export interface HistoryChoice {
  callType: CallType | null;
  status: CallStatus | null;
}

/** One page of the calls of one person. */
export interface HistoryFacts {
  /** Whose side is told. */
  me: number;
  choice: HistoryChoice;
  page: Page<HistoryEntryObject>;
}

/** The address of a page of the same list. */
export function historyUrl({ callType, status }: HistoryChoice, page: number): string {
  const query = new URLSearchParams();
  if (callType) query.set("call_type", callType);
  if (status) query.set("status", status);
  if (page > 1) query.set("page", String(page));
  return query.size > 0 ? `/history?${query}` : "/history";
}

/** The address of the same list as a file. */
export function exportUrl({ callType, status }: HistoryChoice, format: "csv" | "json"): string {
  const query = new URLSearchParams({ format });
  if (callType) query.set("call_type", callType);
  if (status) query.set("status", status);
  return `/api/call-history/export?${query}`;
}
