import type { Quality } from "../../realtime/core/fields.ts";
import { audioGrade, videoGrade, worseOf } from "../../realtime/core/quality_grade.ts";
import type { StatsInterval } from "./quality_probe.ts";

/** What the other side says it sends; null until it has said so. */
export type PeerSends = { audio: boolean; video: boolean; screen: boolean } | null;

/** One second of a call, and what the other side sent in it. */
export interface MeasuredSecond {
  interval: StatsInterval;
  peer: PeerSends;
}

/** One sample as the API takes it; what is not known is left out. */
export interface Sample {
  /** ISO 8601 UTC, by the server's clock. */
  timestamp: string;
  rtt?: number;
  packet_loss?: number;
  jitter?: number;
  available_bandwidth?: number;
  audio_bitrate?: number;
  video_bitrate?: number;
  video_resolution?: string;
  video_framerate?: number;
  audio_quality?: Quality;
  video_quality?: Quality;
  relay?: boolean;
}

/** What some seconds come to, graded; undefined when nothing was measured in them. */
export function sampleOf(seconds: readonly MeasuredSecond[], timestamp: string): Sample | undefined {
  const last = seconds.at(-1);
  if (!last) return undefined;
  const intervals = seconds.map((one) => one.interval);
  const bytes = sum(intervals, "audioBytes");
  const { available, relay } = last.interval;
  const measures = {
    rtt: meanOf(intervals.map((one) => one.rtt)),
    packet_loss: lossOf(seconds),
    jitter: meanOf(intervals.map((one) => one.jitter)),
    ...videoOf(seconds),
  };
  if (Object.values(measures).every((value) => value === undefined)) return undefined;
  return {
    timestamp,
    ...measures,
    audio_bitrate: bytes > 0 || last.peer?.audio ? Math.round(bytes * 8 / sum(intervals, "ms")) : undefined,
    available_bandwidth: available === undefined ? undefined : Math.round(available),
    audio_quality: audioGrade(measures) ?? undefined,
    video_quality: videoGrade(measures) ?? undefined,
    relay,
  };
}

/** How a sample's sound and picture are together; null where neither could be graded. */
export function gradeOf({ audio_quality, video_quality }: Sample): Quality | null {
  if (audio_quality && video_quality) return worseOf(audio_quality, video_quality);
  return audio_quality ?? video_quality ?? null;
}

/** Percent of all packets; all of them where something is sent and nothing comes. */
function lossOf(seconds: readonly MeasuredSecond[]): number | undefined {
  const intervals = seconds.map((one) => one.interval);
  const [received, lost] = [sum(intervals, "received"), sum(intervals, "lost")];
  if (received > 0) return rounded(100 * lost / (received + lost));
  const isSent = seconds.every(({ peer }) => peer && (peer.audio || peer.video || peer.screen));
  return isSent ? 100 : undefined;
}

/** The picture of a camera; a screen moves when it moves, so nothing can be said of it. */
function videoOf(seconds: readonly MeasuredSecond[]) {
  const filmed = seconds.filter(({ peer, interval }) =>
    peer ? peer.video && !peer.screen : interval.frames > 0
  ).map((one) => one.interval);
  // While it is switched on or off there is too little to say how it is.
  if (filmed.length === 0 || filmed.length < seconds.length) return {};
  const ms = sum(filmed, "ms");
  return {
    video_bitrate: Math.round(sum(filmed, "videoBytes") * 8 / ms),
    video_framerate: rounded(sum(filmed, "frames") * 1_000 / ms),
    video_resolution: filmed.findLast((one) => one.resolution)?.resolution,
  };
}

function sum(
  intervals: readonly StatsInterval[],
  key: "ms" | "received" | "lost" | "audioBytes" | "videoBytes" | "frames",
) {
  return intervals.reduce((total, one) => total + one[key], 0);
}

function meanOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : rounded(known.reduce((a, b) => a + b, 0) / known.length);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
