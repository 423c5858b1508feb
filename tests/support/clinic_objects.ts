import type { CallReport } from "../../realtime/call_report.ts";
import type { CallMeasuresObject } from "../../realtime/core/call_measures.ts";
import type { ClinicNowObject } from "../../realtime/core/clinic_objects.ts";
import type { QualityMetricsObject } from "../../realtime/core/objects.ts";
import { accept } from "../../realtime/core/outcome.ts";
import type { CallStatisticsObject } from "../../realtime/core/statistics_objects.ts";
import type { ClinicQueries } from "../../routes/clinic_queries.ts";
import { callBetween } from "./call_objects.ts";
import { DOCTOR, PATIENT } from "./chat_objects.ts";

/** A clinic in which nothing goes on. */
export function clinicNow(changes: Partial<ClinicNowObject> = {}): ClinicNowObject {
  return {
    at: "2026-03-02T09:00:00.000Z",
    calls: [],
    more_calls: false,
    people: [],
    more_people: false,
    sockets: { open: 0, people: 0 },
    processes: 1,
    others_asked: true,
    ...changes,
  };
}

/** Statistics of two days. */
export function clinicStatistics(changes: Partial<CallStatisticsObject> = {}): CallStatisticsObject {
  const day = {
    completed_calls: 0,
    missed_calls: 0,
    declined_calls: 0,
    failed_calls: 0,
    average_duration: 0,
  };
  return {
    period: "7d",
    from: "2026-03-01T00:00:00.000Z",
    to: "2026-03-02T09:00:00.000Z",
    total_calls: 8,
    completed_calls: 5,
    missed_calls: 1,
    declined_calls: 1,
    failed_calls: 1,
    cancelled_calls: 0,
    busy_calls: 0,
    video_calls: 8,
    voice_calls: 0,
    answered_rate: 0.75,
    average_duration: 60,
    days: [
      { ...day, date: "2026-03-01", total_calls: 0 },
      { ...day, date: "2026-03-02", total_calls: 8, completed_calls: 5, failed_calls: 1 },
    ],
    ...changes,
  };
}

/** How the calls of the same two days were measured. */
export function clinicMeasures(changes: Partial<CallMeasuresObject> = {}): CallMeasuresObject {
  const nothing = { measured_calls: 0, rtt: null, packet_loss: null, jitter: null };
  return {
    period: "7d",
    from: "2026-03-01T00:00:00.000Z",
    to: "2026-03-02T09:00:00.000Z",
    reasons: [{ end_reason: "user_hangup", calls: 7 }, { end_reason: "missed", calls: 1 }],
    time_to_connect: { p50: 1.25, p95: 3.5 },
    duration: { p50: 60, p95: 600 },
    days: [
      { date: "2026-03-01", ...nothing },
      { ...nothing, date: "2026-03-02", measured_calls: 5, rtt: { p50: 40, p95: 130 } },
    ],
    ...changes,
  };
}

/** A call that broke down after ten seconds of which the caller's device measured two. */
export function callReport(changes: Partial<CallReport> = {}): CallReport {
  const call = callBetween(PATIENT, DOCTOR, {
    status: "ended",
    end_reason: "network_error",
    accepted_at: "2026-03-02T09:00:05.000Z",
    connected_at: "2026-03-02T09:00:06.000Z",
    ended_at: "2026-03-02T09:00:16.000Z",
    duration: 10,
  });
  return {
    call,
    timeline: [
      { at: call.initiated_at, actor: PATIENT.id, what: "call.placed" },
      { at: "2026-03-02T09:00:16.000Z", actor: null, what: "call.deadline_passed" },
    ],
    samples: [sampleAt(7, 40), sampleAt(8, 60)],
    devices: [{ userId: PATIENT.id, device: "Firefox on Windows" }],
    ...changes,
  };
}

function sampleAt(second: number, rtt: number): QualityMetricsObject {
  return {
    call_id: "55555555-5555-4555-8555-555555555555",
    user_id: PATIENT.id,
    timestamp: new Date(Date.parse("2026-03-02T09:00:00.000Z") + second * 1_000).toISOString(),
    rtt,
    packet_loss: null,
    jitter: null,
    available_bandwidth: null,
    audio_bitrate: null,
    video_bitrate: null,
    video_resolution: null,
    video_framerate: null,
    cpu_usage: null,
    memory_usage: null,
    audio_quality: null,
    video_quality: null,
    relay: null,
  };
}

/** Answers of a clinic, unless a test says otherwise. */
export function fakeClinic(changes: Partial<ClinicQueries> = {}): ClinicQueries {
  return {
    now: () => Promise.resolve(accept(clinicNow())),
    statistics: () => Promise.resolve(accept(clinicStatistics())),
    measures: () => Promise.resolve(accept(clinicMeasures())),
    audit: () => Promise.resolve(accept({ entries: [], next: null })),
    peopleNamed: () => Promise.resolve([]),
    person: () => Promise.resolve(undefined),
    callReport: () => Promise.resolve(accept(callReport())),
    ...changes,
  };
}
