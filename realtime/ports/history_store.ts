import type { CallStatus, CallType, EndReason } from "../core/call.ts";
import type { HistoryEntryObject } from "../core/objects.ts";
import type { Page, PageRequest } from "../core/page.ts";

/** What a list of calls may be narrowed by; times in milliseconds since the epoch, `until` exclusive. */
export interface HistoryQuery extends PageRequest {
  userId: number;
  callType?: CallType;
  status?: CallStatus;
  endReason?: EndReason;
  from?: number;
  until?: number;
}

/** One entry of what happened in a call. */
export interface TimelineEntry {
  at: string;
  actor: number | null;
  what: string;
}

/** Calls as lists and statistics. */
export interface HistoryStore {
  list(query: HistoryQuery): Promise<Page<HistoryEntryObject>>;
  entry(callId: string): Promise<HistoryEntryObject | undefined>;
  timeline(callId: string): Promise<TimelineEntry[]>;
}
