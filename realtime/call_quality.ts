import { callFor, trailOf } from "./call_commands.ts";
import type { QualitySample } from "./core/api/quality_operations.ts";
import type { Call } from "./core/call.ts";
import type { Identity } from "./core/identity.ts";
import type { QualityMetricsObject } from "./core/objects.ts";
import { accept, type Outcome, refuse, type Refused } from "./core/outcome.ts";
import { audioGrade, videoGrade } from "./core/quality_grade.ts";
import { LATE_SAMPLES_MS } from "./core/sample_limits.ts";
import type { CallStore } from "./ports/call_store.ts";
import type { Clock } from "./ports/clock.ts";
import type { NewSample, QualityStore, SampleQuery } from "./ports/quality_store.ts";
import type { SampleAllowance } from "./sample_allowance.ts";

/** How far outside of its call a sample's time may lie: clocks of devices differ. */
export const CLOCK_TOLERANCE_MS = 30_000;

export interface QualityDeps {
  calls: Pick<CallStore, "find">;
  quality: QualityStore;
  allowance: SampleAllowance;
  clock: Clock;
}

/**
 * Keeps what a participant's device has measured, graded where the device did not. The same moment twice is one sample;
 * `key` names samples without a time of their own, which are taken to be of now, or of the call's end, 1 ms apart.
 */
export async function submitQuality(
  deps: QualityDeps,
  who: Identity,
  callId: string,
  samples: readonly QualitySample[],
  key?: string,
): Promise<{ ok: true; value: QualityMetricsObject[] } | (Refused & { retryAfterSeconds?: number })> {
  const found = await callFor(deps, who, callId, "call.join");
  if (!found.ok) return found;
  const call = found.value;
  const now = deps.clock.now();
  if (call.endedAt !== null && now > call.endedAt + LATE_SAMPLES_MS) {
    return refuse("conflict", "This call is over and takes no samples any more.");
  }
  const newest = Math.min(now, call.endedAt ?? now);
  const timed = samples.map((one, n) => {
    const isTimed = one.timestamp != null;
    const at = one.timestamp == null ? newest - (samples.length - 1 - n) : Date.parse(one.timestamp);
    return newSample(one, at, { isTimed, clientId: key === undefined || isTimed ? null : `${key}:${n}` });
  });
  const doubles = timed.flatMap((one, n) => {
    const first = one.isTimed && timed.find((other) => other.isTimed && other.at === one.at);
    return first && JSON.stringify(first) !== JSON.stringify(one) ? [n] : [];
  });
  if (doubles.length > 0) return wrongTimes(doubles, samples.length, "Expected a time of its own");
  const misplaced = timed.flatMap(({ at, isTimed }, n) => isTimed && !isWithin(call, at, now) ? [n] : []);
  if (misplaced.length > 0) return wrongTimes(misplaced, samples.length, "Expected a time within the call");
  const allowed = deps.allowance.take(who.userId, samples.length);
  if (!allowed.ok) return { ...refuse("rate_limited", "There are too many samples."), ...allowed };
  const trail = { ...trailOf(who), action: "quality.submitted" };
  return accept(await deps.quality.add(callId, who.userId, timed, trail));
}

/** The samples of a call. */
export async function readQuality(
  deps: QualityDeps,
  who: Identity,
  callId: string,
  query: SampleQuery,
): Promise<Outcome<{ metrics: QualityMetricsObject[]; more: boolean }>> {
  const found = await callFor(deps, who, callId, "call.read");
  return found.ok ? accept(await deps.quality.list(callId, query)) : found;
}

function isWithin(call: Call, at: number, now: number): boolean {
  return at >= call.initiatedAt - CLOCK_TOLERANCE_MS && at <= (call.endedAt ?? now) + CLOCK_TOLERANCE_MS;
}

function wrongTimes(places: readonly number[], count: number, message: string): Refused {
  const pathOf = (n: number) => count === 1 ? "timestamp" : `samples.${n}.timestamp`;
  const errors = places.map((n) => ({ path: pathOf(n), message }));
  return refuse("bad_request", "A sample has a wrong time.", { errors });
}

function newSample(
  one: QualitySample,
  at: number,
  named: { isTimed: boolean; clientId: string | null },
): NewSample {
  return {
    at,
    ...named,
    rtt: one.rtt ?? null,
    packet_loss: one.packet_loss ?? null,
    jitter: one.jitter ?? null,
    available_bandwidth: one.available_bandwidth ?? null,
    audio_bitrate: one.audio_bitrate ?? null,
    video_bitrate: one.video_bitrate ?? null,
    video_resolution: one.video_resolution ?? null,
    video_framerate: one.video_framerate ?? null,
    cpu_usage: one.cpu_usage ?? null,
    memory_usage: one.memory_usage ?? null,
    audio_quality: one.audio_quality ?? audioGrade(one),
    video_quality: one.video_quality ?? videoGrade(one),
    relay: one.relay ?? null,
  };
}
