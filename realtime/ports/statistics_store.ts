import type { EndReason } from "../core/call.ts";
import type { DayTally } from "../core/statistics.ts";

/** Whose calls are counted when; times in milliseconds since the epoch. */
export interface TallyQuery {
  /** Null for everybody. */
  userId: number | null;
  /** First moments of the days, in order; calls before the first do not count. */
  starts: readonly number[];
  /** Calls from here on do not count. */
  until: number;
  /** Whether round-trip times are wanted too. */
  measured: boolean;
}

/** The median, and what 95 of 100 stay below; null where nothing was measured. */
export type Percentiles = { p50: number; p95: number } | null;

/** How the calls of one day were measured. */
export interface DayMeasures {
  /** Index of the day within the period. */
  day: number;
  measured: number;
  rtt: Percentiles;
  packetLoss: Percentiles;
  jitter: Percentiles;
}

/** How the calls of a period went; times in seconds. */
export interface PeriodMeasures {
  reasons: { reason: EndReason; calls: number }[];
  timeToConnect: Percentiles;
  duration: Percentiles;
  /** One for each day that has calls. */
  days: DayMeasures[];
}

/** Counts of calls. */
export interface StatisticsStore {
  /** One for each day that has calls; a day is named by its place in `starts`. */
  tally(query: TallyQuery): Promise<DayTally[]>;
  measures(query: Omit<TallyQuery, "measured">): Promise<PeriodMeasures>;
}
