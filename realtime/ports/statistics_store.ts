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

/** Counts of calls. */
export interface StatisticsStore {
  /** One for each day that has calls; a day is named by its place in `starts`. */
  tally(query: TallyQuery): Promise<DayTally[]>;
}
