import * as v from "valibot";
import * as f from "./fields.ts";
import { percentiles } from "./quality_objects.ts";
import { PERIODS } from "./statistics_objects.ts";

const measured = v.nullable(percentiles);

/** How the calls of one day were measured: the median of their medians, the 95th percentile of their 95th percentiles. */
export const dayMeasuresObject = v.object({
  date: v.pipe(v.string(), v.isoDate()),
  measured_calls: f.count,
  /** Milliseconds. */
  rtt: measured,
  /** Percent. */
  packet_loss: measured,
  /** Milliseconds. */
  jitter: measured,
});
export type DayMeasuresObject = v.InferOutput<typeof dayMeasuresObject>;

/** How a period's calls ended, how quickly they connected, how long they took and how good they were. */
export const callMeasuresObject = v.object({
  period: v.picklist(PERIODS),
  from: f.time,
  to: f.time,
  /** Of calls that are over, the most frequent first. */
  reasons: v.array(v.object({ end_reason: f.endReason, calls: f.count })),
  /** Seconds from the answer to the moment at which both sides saw or heard each other. */
  time_to_connect: measured,
  /** Seconds, of calls that were connected and are over. */
  duration: measured,
  days: v.array(dayMeasuresObject),
});
export type CallMeasuresObject = v.InferOutput<typeof callMeasuresObject>;
