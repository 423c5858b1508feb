import * as v from "valibot";
import * as f from "./fields.ts";

/** The median, and what 95 of 100 stay below. */
export const percentiles = v.object({ p50: v.number(), p95: v.number() });
const bitrates = v.object({ mean: v.number(), max: v.number() });

/** What the samples of a call come to; units as in a sample, null where nothing was measured. */
const qualityMeasures = {
  samples: f.count,
  rtt: v.nullable(percentiles),
  packet_loss: v.nullable(percentiles),
  jitter: v.nullable(percentiles),
  audio_bitrate: v.nullable(bitrates),
  video_bitrate: v.nullable(bitrates),
  /** Whether the media went over a TURN server: never, always or at times. */
  path: v.nullable(v.picklist(["direct", "relay", "mixed"])),
  /** What at least half of the samples reach. */
  audio_quality: v.nullable(f.quality),
  video_quality: v.nullable(f.quality),
};

/** The quality of a whole call, over all and for each participant. */
export const qualitySummaryObject = v.object({
  ...qualityMeasures,
  participants: v.array(v.object({ user_id: f.key, ...qualityMeasures })),
  /** The minute with the lowest E-model rating (0 to 93.2) of its means, and for whom. */
  worst_minute: v.nullable(v.object({ start: f.time, user_id: f.key, rating: v.number(), grade: f.quality })),
});
export type QualitySummaryObject = v.InferOutput<typeof qualitySummaryObject>;
