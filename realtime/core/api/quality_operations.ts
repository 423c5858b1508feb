import * as v from "valibot";
import * as f from "../fields.ts";
import { qualityMetricsObject } from "../objects.ts";
import { SAMPLES_PER_REQUEST_MAX } from "../sample_limits.ts";
import { queryKey, wholeNumber } from "./lists.ts";
import { operations } from "./operation.ts";

/** Samples that one answer shows, unless asked otherwise, and at most. */
export const METRICS_LIMIT_DEFAULT = 1_000;
export const METRICS_LIMIT_MAX = 5_000;

/** Longest time that counts as a measurement, in milliseconds. */
const TIME_MS_MAX = 60_000;
const KBPS_MAX = 10_000_000;
const FRAMERATE_MAX = 1_000;

const milliseconds = v.pipe(v.number(), v.minValue(0), v.maxValue(TIME_MS_MAX));
const percent = v.pipe(v.number(), v.minValue(0), v.maxValue(100));
const kbps = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(KBPS_MAX));

/** What was measured; at least one of these has to be there. */
const measures = {
  rtt: v.nullish(milliseconds),
  packet_loss: v.nullish(percent),
  jitter: v.nullish(milliseconds),
  available_bandwidth: v.nullish(kbps),
  audio_bitrate: v.nullish(kbps),
  video_bitrate: v.nullish(kbps),
  /** Width and height in pixels. */
  video_resolution: v.nullish(v.pipe(v.string(), v.regex(/^[1-9]\d{0,4}x[1-9]\d{0,4}$/))),
  video_framerate: v.nullish(v.pipe(v.number(), v.minValue(0), v.maxValue(FRAMERATE_MAX))),
  cpu_usage: v.nullish(percent),
  memory_usage: v.nullish(percent),
  audio_quality: v.nullish(f.quality),
  video_quality: v.nullish(f.quality),
};
const sampleEntries = {
  ...measures,
  /** Whether the media goes over a TURN server. */
  relay: v.nullish(v.boolean()),
  /** When it was measured; names the sample, so that one sent again is not a second one. Without it: now. */
  timestamp: v.nullish(v.pipe(f.time, v.check((text) => !Number.isNaN(Date.parse(text)), "Expected a time"))),
};

type Sample = v.InferOutput<v.StrictObjectSchema<typeof sampleEntries, undefined>>;

const MEASURE_NAMES = Object.keys(measures) as (keyof typeof measures)[];
const hasMeasure = (one: Sample) => MEASURE_NAMES.some((name) => (one[name] ?? null) !== null);
const NO_MEASURE = "Expected at least one measure";

const sample = v.pipe(v.strictObject(sampleEntries), v.check(hasMeasure, NO_MEASURE));
/** One sample, or `samples` and nothing beside it. */
const submission = v.pipe(
  v.strictObject({
    ...sampleEntries,
    samples: v.optional(v.pipe(v.array(sample), v.minLength(1), v.maxLength(SAMPLES_PER_REQUEST_MAX))),
  }),
  v.check((body) => body.samples !== undefined || hasMeasure(body), NO_MEASURE),
  v.check(
    (body) => body.samples === undefined || Object.keys(body).length === 1,
    "Expected one sample or samples, not both",
  ),
);

/** One sample as a client sends it. */
export type QualitySample = Sample;

/** How calls were, measured by their devices. */
export const qualityOperations = operations({
  "POST /api/calls/{call_id}/quality-metrics": {
    name: "submit_quality_metrics",
    summary: "Submit what one measured in one's own call: one sample (the answer shows one) or up to 60.",
    tag: "Quality",
    body: submission,
    answers: { 201: v.object({ metrics: v.union([qualityMetricsObject, v.array(qualityMetricsObject)]) }) },
    refusals: { 409: ["conflict"], 422: ["bad_request"], 429: ["rate_limited"] },
    repeatable: true,
  },
  "GET /api/calls/{call_id}/quality-metrics": {
    name: "read_quality_metrics",
    summary: "The samples of all participants in order of time; `more` says that there are later ones.",
    tag: "Quality",
    query: v.strictObject({
      user_id: v.optional(queryKey),
      /** Shows what was measured later than this. */
      after: v.optional(f.time),
      limit: v.optional(wholeNumber(1, METRICS_LIMIT_MAX), String(METRICS_LIMIT_DEFAULT)),
    }),
    answers: { 200: v.object({ metrics: v.array(qualityMetricsObject), more: v.boolean() }) },
  },
});
