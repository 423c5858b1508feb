import type { CallStatus, CallType, EndReason } from "../../realtime/core/call.ts";
import type { Identity } from "../../realtime/core/identity.ts";
import type { StatisticsRequest } from "../../realtime/call_statistics.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { clinicTest as test } from "../support/clinic_test.ts";
import type { LiveClinic, Person } from "../support/live_clinic.ts";

const NOW = Date.parse("2026-03-30T10:00:00.000Z");

interface HandMade {
  at: string;
  by?: Person;
  to?: Person;
  type?: CallType;
  status: CallStatus;
  reason: EndReason | null;
  /** Seconds connected; none where it never was. */
  connected?: number;
  answered?: boolean;
  rtt?: [p50: number, p95: number];
}

/** Writes a call as it stands at its end. */
async function write(clinic: LiveClinic, call: HandMade): Promise<void> {
  const { at, by = clinic.patient, to = clinic.doctor, type = "video", status, reason, rtt } = call;
  const initiated = new Date(at);
  const later = (seconds: number) => new Date(initiated.getTime() + seconds * 1_000);
  const answered = call.answered || call.connected !== undefined ? later(5) : null;
  const connected = call.connected === undefined ? null : later(6);
  const isLive = reason === null;
  const quality = rtt ? { rtt: { p50: rtt[0], p95: rtt[1] } } : null;
  await clinic.db.write((sql) =>
    sql`
      insert into call_history (call_id, appointment_id, caller_id, callee_id, call_type, initiated_at, accepted_at,
        connected_at, ended_at, status, end_reason, duration, room_id, deadline_at, quality_metrics)
      values (${crypto.randomUUID()}, ${clinic.appointmentId}, ${by.id}, ${to.id}, ${type}, ${initiated}, ${answered},
        ${connected}, ${isLive ? null : later(6 + (call.connected ?? 0))}, ${status}, ${reason},
        ${isLive ? 0 : call.connected ?? 0}, 'room', ${isLive ? later(60) : null}, ${
      quality && sql.json(quality)
    })`
  );
}

async function scene(clinic: LiveClinic) {
  const { statisticsStore } = await import("../../db/statistics_store.ts");
  const { readStatistics } = await import("../../realtime/call_statistics.ts");
  const deps = { statistics: statisticsStore(clinic.db), clock: { now: () => NOW } };
  const plain = { period: "30d", everybody: false, byDay: false, zone: "UTC" } as const;
  return (who: Identity, request: Partial<StatisticsRequest> = {}) =>
    readStatistics(deps, who, { ...plain, ...request });
}

async function identityOf({ open }: LiveClinic, person: Person): Promise<Identity> {
  using device = await open(person);
  return device.who;
}

async function handMade(clinic: LiveClinic): Promise<void> {
  const { stranger, doctor, patient } = clinic;
  const calls: HandMade[] = [
    { at: "2026-03-30T09:00:00Z", status: "ended", reason: "user_hangup", connected: 100, rtt: [40, 80] },
    { at: "2026-03-30T08:00:00Z", status: "ended", reason: "network_error", connected: 51, rtt: [60, 90] },
    // Half past midnight of the 30th in Berlin.
    {
      at: "2026-03-29T22:30:00Z",
      status: "ended",
      reason: "max_duration",
      connected: 200,
      type: "voice",
      by: doctor,
      to: patient,
    },
    { at: "2026-03-29T12:00:00Z", status: "missed", reason: "missed" },
    { at: "2026-03-28T12:00:00Z", status: "ended", reason: "callee_declined" },
    { at: "2026-03-28T12:01:00Z", status: "ended", reason: "cancelled" },
    { at: "2026-03-28T12:02:00Z", status: "ended", reason: "busy", type: "voice" },
    { at: "2026-03-28T12:03:00Z", status: "failed", reason: "connection_failed", answered: true },
    { at: "2026-03-28T12:04:00Z", status: "ended", reason: "user_hangup", answered: true },
    { at: "2026-03-30T09:59:00Z", status: "connected", reason: null, connected: 0 },
    { at: "2026-03-10T12:00:00Z", status: "missed", reason: "missed", by: stranger, to: doctor },
    { at: "2026-02-20T12:00:00Z", status: "missed", reason: "missed" },
    { at: "2025-01-01T12:00:00Z", status: "missed", reason: "missed" },
  ];
  for (const call of calls) await write(clinic, call);
}

test("statistics count one's own calls of the period by how they went [STAT-1]", async (clinic) => {
  await handMade(clinic);
  const read = await scene(clinic);
  const outcome = await read(await identityOf(clinic, clinic.patient));
  assert(outcome.ok);
  assertEquals(outcome.value, {
    period: "30d",
    from: "2026-03-01T00:00:00.000Z",
    to: "2026-03-30T10:00:00.000Z",
    total_calls: 10,
    // Three that are over, and the one that goes on.
    completed_calls: 4,
    missed_calls: 1,
    declined_calls: 1,
    cancelled_calls: 1,
    busy_calls: 1,
    failed_calls: 1,
    video_calls: 8,
    voice_calls: 2,
    answered_rate: 0.6,
    average_duration: 117,
  });
  const totals = async (period: StatisticsRequest["period"]) => {
    const one = await read(await identityOf(clinic, clinic.doctor), { period });
    return one.ok && [one.value.from, one.value.total_calls];
  };
  assertEquals(await totals("7d"), ["2026-03-24T00:00:00.000Z", 10]);
  assertEquals(await totals("30d"), ["2026-03-01T00:00:00.000Z", 11]);
  assertEquals(await totals("90d"), ["2025-12-31T00:00:00.000Z", 12]);
  assertEquals(await totals("365d"), ["2025-03-31T00:00:00.000Z", 12]);
});

test("statistics of another person and of the clinic are for administrators [STAT-2]", async (clinic) => {
  await handMade(clinic);
  const read = await scene(clinic);
  const { addPerson } = await import("../support/live_clinic.ts");
  const admin = await identityOf(clinic, await addPerson(clinic.db, "Ada Admin", "admin"));
  const patient = await identityOf(clinic, clinic.patient);
  const total = async (who: Identity, request: Partial<StatisticsRequest>) => {
    const outcome = await read(who, request);
    return outcome.ok ? outcome.value.total_calls : outcome.code;
  };
  assertEquals(await total(admin, {}), 0);
  assertEquals(await total(admin, { userId: clinic.stranger.id }), 1);
  assertEquals(await total(admin, { everybody: true }), 11);
  assertEquals(await total(admin, { everybody: true, userId: clinic.stranger.id }), "bad_request");
  assertEquals(await total(patient, { userId: clinic.patient.id }), 10);
  assertEquals(await total(patient, { userId: clinic.stranger.id }), "not_found");
  assertEquals(await total(patient, { everybody: true }), "forbidden");
});

test("statistics by day show every day, where the reader is, with its round trips [STAT-3]", async (clinic) => {
  await handMade(clinic);
  const read = await scene(clinic);
  const patient = await identityOf(clinic, clinic.patient);
  const days = async (zone: string) => {
    const outcome = await read(patient, { period: "7d", byDay: true, zone });
    assert(outcome.ok);
    assertEquals(outcome.value.total_calls, 10);
    return outcome.value.days ?? [];
  };
  const utc = await days("UTC");
  assertEquals(utc.map((one) => [one.date, one.total_calls]), [
    ["2026-03-24", 0],
    ["2026-03-25", 0],
    ["2026-03-26", 0],
    ["2026-03-27", 0],
    ["2026-03-28", 5],
    ["2026-03-29", 2],
    ["2026-03-30", 3],
  ]);
  const last = utc.at(-1);
  assertEquals([last?.completed_calls, last?.average_duration], [3, 75.5]);
  assertEquals([last?.rtt_p50, last?.rtt_p95], [50, 89.5]);
  assertEquals([utc[4]?.declined_calls, utc[4]?.failed_calls, utc[4]?.rtt_p50], [1, 1, undefined]);
  // Clocks went forward in Berlin on the 29th.
  const berlin = await days("Europe/Berlin");
  assertEquals(berlin.slice(4).map((one) => [one.date, one.total_calls, one.missed_calls]), [
    ["2026-03-28", 5, 0],
    ["2026-03-29", 1, 1],
    ["2026-03-30", 4, 0],
  ]);
});
