import * as v from "valibot";
import * as f from "./fields.ts";

export const PERIODS = ["7d", "30d", "90d", "365d"] as const;
/** Whole days of a zone, today included: `7d` is today, until now, and the six days before it. */
export type Period = (typeof PERIODS)[number];

const dayNumbers = {
  total_calls: f.count,
  /** Connected once, however it ended. */
  completed_calls: f.count,
  /** Nobody answered in time. */
  missed_calls: f.count,
  /** Declined by the callee. */
  declined_calls: f.count,
  /** Answered, but never connected. */
  failed_calls: f.count,
  /** Seconds per connected call that is over; 0 without any. */
  average_duration: v.number(),
};

/** One day's calls, by when they were initiated. */
export const dayStatisticsObject = v.object({
  date: v.pipe(v.string(), v.isoDate()),
  ...dayNumbers,
  /** Milliseconds; the median of the calls' medians. */
  rtt_p50: v.optional(v.number()),
  /** The 95th percentile of the calls' 95th percentiles. */
  rtt_p95: v.optional(v.number()),
});
export type DayStatisticsObject = v.InferOutput<typeof dayStatisticsObject>;

const periodNumbers = v.object({
  ...dayNumbers,
  /** Given up by the caller before an answer. */
  cancelled_calls: f.count,
  busy_calls: f.count,
  video_calls: f.count,
  voice_calls: f.count,
  /** Share of all calls that somebody answered, 0 to 1; null without calls. */
  answered_rate: v.nullable(v.number()),
});
export type PeriodNumbers = v.InferOutput<typeof periodNumbers>;

/** A period's calls in numbers; those that were given up in other ways, or go on, are in the total only. */
export const callStatisticsObject = v.object({
  period: v.picklist(PERIODS),
  from: f.time,
  to: f.time,
  ...periodNumbers.entries,
  days: v.optional(v.array(dayStatisticsObject)),
});
export type CallStatisticsObject = v.InferOutput<typeof callStatisticsObject>;
