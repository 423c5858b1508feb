import { readCall, readTimeline } from "./call_history.ts";
import type { QualityMetricsObject } from "./core/objects.ts";
import type { HistoryEntryObject } from "./core/objects.ts";
import type { Identity } from "./core/identity.ts";
import { accept, type Outcome } from "./core/outcome.ts";
import { may } from "./core/rights.ts";
import type { ClinicStore } from "./ports/clinic_store.ts";
import type { HistoryStore, TimelineEntry } from "./ports/history_store.ts";
import type { QualityStore } from "./ports/quality_store.ts";

/** Samples that are read at once, and at most: two sides of a long call, one a second. */
const SAMPLES_AT_ONCE = 5_000;
export const REPORT_SAMPLES_MAX = 20_000;

export interface CallReportDeps {
  history: HistoryStore;
  quality: QualityStore;
  clinic: ClinicStore;
}

/** Everything that is known of one call. */
export interface CallReport {
  call: HistoryEntryObject;
  timeline: TimelineEntry[];
  samples: QualityMetricsObject[];
  /** By what people know their devices again; of others only for administrators. */
  devices: { userId: number; device: string }[];
}

/** One call at length, for its people and for administrators. */
export async function readCallReport(
  deps: CallReportDeps,
  who: Identity,
  callId: string,
): Promise<Outcome<CallReport>> {
  const call = await readCall(deps, who, callId);
  if (!call.ok) return call;
  const [timeline, samples, devices] = await Promise.all([
    readTimeline(deps, who, callId),
    samplesOf(deps.quality, callId),
    deps.clinic.devicesOf(callId),
  ]);
  if (!timeline.ok) return timeline;
  const seesAll = may(who.role, "clinic.watch", "stranger");
  return accept({
    call: call.value,
    timeline: timeline.value,
    samples,
    devices: devices.filter((one) => seesAll || one.userId === who.userId),
  });
}

async function samplesOf(quality: QualityStore, callId: string): Promise<QualityMetricsObject[]> {
  const all: QualityMetricsObject[] = [];
  let after: number | undefined;
  while (all.length < REPORT_SAMPLES_MAX) {
    const { metrics, more } = await quality.list(callId, { after, limit: SAMPLES_AT_ONCE });
    all.push(...metrics);
    const last = metrics.at(-1);
    if (!more || !last) break;
    after = Date.parse(last.timestamp);
  }
  return all;
}
