import { isoTime } from "./call_object.ts";
import type { QualitySummaryObject } from "./quality_objects.ts";
import { gradeOfRating, GRADES, type Measures, ratingOf } from "./quality_grade.ts";
import type { Quality } from "./fields.ts";

/** What a summary needs of one sample; `at` in milliseconds since the epoch, all else as in a sample. */
export interface SummedSample extends Measures {
  userId: number;
  at: number;
  audio_bitrate?: number | null;
  audio_quality?: Quality | null;
  video_quality?: Quality | null;
  relay?: boolean | null;
}

const MINUTE_MS = 60_000;

/** The quality of a call from all of its samples; null where there are none. */
export function summarize(samples: readonly SummedSample[]): QualitySummaryObject | null {
  if (samples.length === 0) return null;
  const byUser = [...Map.groupBy(samples, (one) => one.userId)].sort(([a], [b]) => a - b);
  return {
    ...measuresOf(samples),
    participants: byUser.map(([user_id, own]) => ({ user_id, ...measuresOf(own) })),
    worst_minute: worstMinute(byUser),
  };
}

/**
 * The value below which a share of the values lies, between two of them in proportion (PostgreSQL's percentile_cont);
 * undefined where there are none.
 */
export function percentile(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  if (low === undefined || high === undefined) return undefined;
  return low + (high - low) * (place - Math.floor(place));
}

type MeasuresOf = Omit<QualitySummaryObject, "participants" | "worst_minute">;

function measuresOf(samples: readonly SummedSample[]): MeasuresOf {
  return {
    samples: samples.length,
    rtt: percentilesOf(known(samples, "rtt")),
    packet_loss: percentilesOf(known(samples, "packet_loss")),
    jitter: percentilesOf(known(samples, "jitter")),
    audio_bitrate: bitratesOf(known(samples, "audio_bitrate")),
    video_bitrate: bitratesOf(known(samples, "video_bitrate")),
    path: pathOf(known(samples, "relay")),
    audio_quality: usualGrade(known(samples, "audio_quality")),
    video_quality: usualGrade(known(samples, "video_quality")),
  };
}

function known<K extends keyof SummedSample>(samples: readonly SummedSample[], key: K) {
  return samples.map((one) => one[key]).filter((value) => value !== null && value !== undefined);
}

function percentilesOf(values: number[]): MeasuresOf["rtt"] {
  const [p50, p95] = [percentile(values, 0.5), percentile(values, 0.95)];
  return p50 === undefined || p95 === undefined ? null : { p50: rounded(p50), p95: rounded(p95) };
}

function bitratesOf(values: number[]): MeasuresOf["audio_bitrate"] {
  if (values.length === 0) return null;
  return { mean: rounded(mean(values)), max: values.reduce((a, b) => Math.max(a, b)) };
}

function pathOf(relayed: boolean[]): MeasuresOf["path"] {
  if (relayed.length === 0) return null;
  if (relayed.every((one) => one)) return "relay";
  return relayed.some((one) => one) ? "mixed" : "direct";
}

function usualGrade(grades: Quality[]): Quality | null {
  const sorted = grades.toSorted((a, b) => GRADES.indexOf(a) - GRADES.indexOf(b));
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? null;
}

/** Minutes are those of the clock; of equal ones the first counts. */
function worstMinute(byUser: [number, SummedSample[]][]): QualitySummaryObject["worst_minute"] {
  const minutes = byUser.flatMap(([userId, own]) =>
    [...Map.groupBy(own, ({ at }) => Math.floor(at / MINUTE_MS) * MINUTE_MS)].flatMap(([start, inside]) => {
      const means = {
        rtt: meanOrNull(known(inside, "rtt")),
        packet_loss: meanOrNull(known(inside, "packet_loss")),
        jitter: meanOrNull(known(inside, "jitter")),
      };
      const measured = Object.values(means).some((value) => value !== null);
      return measured ? [{ start, userId, rating: ratingOf(means) }] : [];
    })
  );
  const [worst] = minutes.sort((a, b) => a.rating - b.rating || a.start - b.start);
  if (!worst) return null;
  const { start, userId, rating } = worst;
  return {
    start: isoTime(start),
    user_id: userId,
    rating: rounded(rating),
    grade: gradeOfRating(rating),
  };
}

function mean(values: number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}

function meanOrNull(values: number[]): number | null {
  return values.length === 0 ? null : mean(values);
}

/** To hundredths: more is noise. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
