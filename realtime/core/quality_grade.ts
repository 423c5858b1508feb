import type { Quality } from "./fields.ts";

/**
 * What a grade is made of. Milliseconds, percent, kilobits per second, pictures per second, and `1280x720`. What was
 * not measured is left out or null, and counts as no impairment.
 */
export interface Measures {
  rtt?: number | null;
  packet_loss?: number | null;
  jitter?: number | null;
  video_bitrate?: number | null;
  video_resolution?: string | null;
  video_framerate?: number | null;
}

/** Transmission rating without any impairment: all default values of ITU-T G.107 (06/2015). */
const RATING_MAX = 93.2;
/** Delay of Opus in browsers: a frame of 20 ms and 6.5 ms of look-ahead (RFC 6716 §2). */
const CODEC_MS = 26.5;
/** A jitter buffer holds about this many times the interarrival jitter of RFC 3550 §6.4.1, which is a mean deviation. */
const BUFFERED_JITTERS = 2;
/** One-way delay that nobody notices (G.107 §7.4). */
const UNNOTICED_MS = 100;
/**
 * Opus as a codec: no impairment of its own, like G.711, and a robustness against random loss between G.711 with
 * concealment (Bpl 25.1) and GSM-EFR (Bpl 10, both ITU-T G.113 appendix I), which has no value for Opus: taken is what
 * in-band error correction gives, on the careful side.
 */
const OPUS_IE = 0;
const OPUS_BPL = 20;

/** Lowest rating of each grade: G.109's "best", "high", then "medium" and "low"; what G.109 calls "poor" is below. */
const RATING_MIN: readonly (readonly [Quality, number])[] = [["excellent", 90], ["good", 80], ["fair", 60]];

/** Grades from the best to the worst. */
export const GRADES: readonly Quality[] = ["excellent", "good", "fair", "poor"];

/**
 * Transmission rating R of a voice call, 0 to 93.2, by the E-model: R = 93.2 − Id − Ie,eff (ITU-T G.107; echo is taken as
 * cancelled and loss as random, so that BurstR = 1).
 */
export function ratingOf({ rtt, packet_loss, jitter }: Measures): number {
  const delayMs = (rtt ?? 0) / 2 + (jitter ?? 0) * BUFFERED_JITTERS + CODEC_MS;
  const rating = RATING_MAX - delayImpairment(delayMs) - equipmentImpairment(packet_loss ?? 0);
  return Math.max(0, rating);
}

/** How a call sounds, or null when nothing of it was measured. */
export function audioGrade(measures: Measures): Quality | null {
  const { rtt, packet_loss, jitter } = measures;
  if (![rtt, packet_loss, jitter].some(isKnown)) return null;
  return gradeOfRating(ratingOf(measures));
}

/** The grade of a transmission rating, by the categories of ITU-T G.109. */
export function gradeOfRating(rating: number): Quality {
  return RATING_MIN.find(([, min]) => rating >= min)?.[0] ?? "poor";
}

/** What a video measure may be at worst for excellent, good and fair. */
interface Threshold {
  value: (measures: Measures) => number | null | undefined;
  /** Whether more is worse. */
  rising: boolean;
  worst: readonly [excellent: number, good: number, fair: number];
}

/**
 * Video is as good as its worst measure:
 * - loss, percent: ITU-T G.1010 asks for less than 1 of videophones; with 5 pictures freeze for as long as they move.
 * - round trip, ms: one way 150 is unnoticed and 400 the limit (ITU-T G.114), so 300 and 800; 400 is between them.
 * - pictures per second, to whole ones, and pixels: 20 and CIF (352x288) are good for sign language and lip reading, 12
 *   and QCIF (176x144) usable (EN 301 549 §6.5.1; ITU-T H-series supplement 1); 640x360 is what fills a window.
 * - kilobits per second: what libwebrtc's simulcast gives at least to 960x540, 640x360 and 320x180 (simulcast.cc).
 */
const VIDEO_THRESHOLDS: readonly Threshold[] = [
  { value: (one) => one.packet_loss, rising: true, worst: [1, 2, 5] },
  { value: (one) => one.rtt, rising: true, worst: [300, 400, 800] },
  { value: (one) => wholeOf(one.video_framerate), rising: false, worst: [20, 15, 12] },
  { value: (one) => pixelsOf(one.video_resolution), rising: false, worst: [640 * 360, 352 * 288, 176 * 144] },
  { value: (one) => one.video_bitrate, rising: false, worst: [350, 150, 30] },
];

/** How the pictures of a call look, or null when no picture was measured. */
export function videoGrade(measures: Measures): Quality | null {
  const { video_bitrate, video_resolution, video_framerate } = measures;
  if (![video_bitrate, video_resolution, video_framerate].some(isKnown)) return null;
  return VIDEO_THRESHOLDS.map((one) => gradeBy(one, measures)).reduce(worseOf);
}

/** The worse one of two grades. */
export function worseOf(a: Quality, b: Quality): Quality {
  return GRADES.indexOf(a) > GRADES.indexOf(b) ? a : b;
}

/** Idd of G.107 §7.4, at its default sensitivity. */
function delayImpairment(delayMs: number): number {
  if (delayMs <= UNNOTICED_MS) return 0;
  const x = Math.log2(delayMs / UNNOTICED_MS);
  return 25 * ((1 + x ** 6) ** (1 / 6) - 3 * (1 + (x / 3) ** 6) ** (1 / 6) + 2);
}

/** Ie,eff of G.107 §7.5. */
function equipmentImpairment(lossPercent: number): number {
  return OPUS_IE + (95 - OPUS_IE) * (lossPercent / (lossPercent + OPUS_BPL));
}

function gradeBy({ value, rising, worst }: Threshold, measures: Measures): Quality {
  const measured = value(measures);
  if (!isKnown(measured)) return "excellent";
  const index = worst.findIndex((limit) => rising ? measured <= limit : measured >= limit);
  return GRADES[index] ?? "poor";
}

/** A camera of 20 pictures a second gives 19.99. */
function wholeOf(framerate: number | null | undefined): number | undefined {
  return isKnown(framerate) ? Math.round(framerate) : undefined;
}

function pixelsOf(resolution: string | null | undefined): number | undefined {
  const [, width, height] = resolution?.match(/^(\d+)x(\d+)$/) ?? [];
  return width === undefined ? undefined : Number(width) * Number(height);
}

function isKnown<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
