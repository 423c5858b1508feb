import type { Identity } from "../../realtime/core/identity.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { clinicTest as test } from "../support/clinic_test.ts";
import type { LiveClinic } from "../support/live_clinic.ts";
import { until } from "../support/until.ts";

const NOW = Date.parse("2026-03-30T10:00:00.000Z");

interface Measured {
  at: string;
  /** Seconds from the answer to the first sound, and seconds connected. */
  connect?: number;
  duration?: number;
  reason: string;
  rtt?: [number, number];
}

async function write(
  clinic: LiveClinic,
  { at, connect, duration = 0, reason, rtt }: Measured,
): Promise<void> {
  const begun = new Date(at);
  const later = (seconds: number) => new Date(begun.getTime() + seconds * 1_000);
  const connected = connect === undefined ? null : later(5 + connect);
  const quality = rtt &&
    { rtt: { p50: rtt[0], p95: rtt[1] }, jitter: null, packet_loss: { p50: 0, p95: 2.345 } };
  await clinic.db.write((sql) =>
    sql`
      insert into call_history (call_id, appointment_id, caller_id, callee_id, call_type, initiated_at, accepted_at,
        connected_at, ended_at, status, end_reason, duration, room_id, quality_metrics)
      values (${crypto.randomUUID()}, ${clinic.appointmentId}, ${clinic.patient.id}, ${clinic.doctor.id}, 'video',
        ${begun}, ${connected && later(5)}, ${connected}, ${later(60 + duration)},
        ${reason === "missed" ? "missed" : "ended"}, ${reason}, ${duration}, 'room', ${
      quality ? sql.json(quality) : null
    })`
  );
}

const CALLS: Measured[] = [
  { at: "2026-03-30T09:00:00Z", connect: 1, duration: 100, reason: "user_hangup", rtt: [40, 80] },
  { at: "2026-03-30T08:00:00Z", connect: 2, duration: 200, reason: "user_hangup", rtt: [60, 90] },
  // Half past midnight of the 30th in Berlin, whose clocks went forward on the 29th.
  { at: "2026-03-29T22:30:00Z", connect: 3, duration: 300, reason: "network_error", rtt: [50, 300] },
  { at: "2026-03-29T12:00:00Z", reason: "missed" },
  // Half past midnight of the 29th there.
  { at: "2026-03-28T23:30:00Z", connect: 1, duration: 10, reason: "user_hangup", rtt: [10, 20] },
  { at: "2026-03-01T00:00:00Z", connect: 9, duration: 10, reason: "user_hangup", rtt: [999, 999] },
];

test("measures say how calls ended, took and were, in the reader's days [ADMIN-4]", async (clinic) => {
  for (const call of CALLS) await write(clinic, call);
  const { statisticsStore } = await import("../../db/statistics_store.ts");
  const { readMeasures } = await import("../../realtime/call_statistics.ts");
  const deps = { statistics: statisticsStore(clinic.db), clock: { now: () => NOW } };
  const patient = whoIs(clinic);
  const read = async (zone: string) => {
    const outcome = await readMeasures(deps, patient, { period: "7d", everybody: false, zone });
    assert(outcome.ok);
    return outcome.value;
  };
  const utc = await read("UTC");
  assertEquals(utc.reasons, [
    { end_reason: "user_hangup", calls: 3 },
    { end_reason: "missed", calls: 1 },
    { end_reason: "network_error", calls: 1 },
  ]);
  assertEquals([utc.time_to_connect, utc.duration], [{ p50: 1.5, p95: 2.85 }, { p50: 150, p95: 285 }]);
  const ofDays = (days: typeof utc.days) =>
    days.slice(-3).map((one) => [one.date, one.measured_calls, one.rtt, one.packet_loss?.p95, one.jitter]);
  assertEquals(ofDays(utc.days), [
    ["2026-03-28", 1, { p50: 10, p95: 20 }, 2.35, null],
    ["2026-03-29", 1, { p50: 50, p95: 300 }, 2.35, null],
    ["2026-03-30", 2, { p50: 50, p95: 89.5 }, 2.35, null],
  ]);
  assertEquals(ofDays((await read("Europe/Berlin")).days), [
    ["2026-03-28", 0, null, undefined, null],
    ["2026-03-29", 1, { p50: 10, p95: 20 }, 2.35, null],
    ["2026-03-30", 3, { p50: 50, p95: 279 }, 2.35, null],
  ]);
  const others = await readMeasures(deps, patient, { period: "7d", everybody: true, zone: "UTC" });
  assertEquals(others.ok || others.code, "forbidden");
  const stranger = { ...patient, userId: clinic.stranger.id };
  const none = await readMeasures(deps, stranger, { period: "7d", everybody: false, zone: "UTC" });
  assert(none.ok);
  assertEquals([none.value.reasons, none.value.time_to_connect, none.value.duration], [[], null, null]);
  assert(none.value.days.every((one) => one.measured_calls === 0 && one.rtt === null));
});

test("administrators see live calls, their quality, and who is here [ADMIN-2]", async (clinic) => {
  const { clinicStore } = await import("../../db/clinic_store.ts");
  const { readClinicNow } = await import("../../realtime/watch_clinic.ts");
  const { live } = clinic;
  const deps = {
    clinic: clinicStore(clinic.db),
    board: live.use.presence.board,
    hub: live.hub,
    clock: { now: () => Date.now() },
    processes: live.instances,
  };
  const admin: Identity = { ...whoIs(clinic), role: "admin" };
  const look = async () => {
    const outcome = await readClinicNow(deps, admin);
    assert(outcome.ok);
    return outcome.value;
  };
  const before = await look();
  assertEquals([before.calls, before.people, before.sockets], [[], [], { open: 0, people: 0 }]);
  using patient = await clinic.open(clinic.patient);
  using doctor = await clinic.open(clinic.doctor);
  using _second = await clinic.open(clinic.doctor);
  const placed = await patient.ask("initiate_call", {
    callee_id: clinic.doctor.id,
    appointment_id: clinic.appointmentId,
    call_type: "video",
  });
  const { call_id } = placed;
  await until(async () => (await look()).people.length === 2);
  const ringing = await look();
  assertEquals(ringing.calls.map((one) => [one.call_id, one.caller.name, one.callee.name, one.quality]), [
    [call_id, "Pat Patient", "Dr. Dana Doctor", null],
  ]);
  assertEquals([ringing.sockets, ringing.processes, ringing.others_asked], [{ open: 3, people: 2 }, 1, true]);
  await doctor.ask("accept_call", { call_id });
  const sample = (seconds: number, userId: number, audio: string, video: string | null) =>
    clinic.db.write((sql) =>
      sql`
        insert into call_quality_metrics (call_id, user_id, "timestamp", rtt, audio_quality, video_quality)
        values (${call_id}, ${userId}, ${new Date(Date.now() - seconds * 1_000)}, 1, ${audio}, ${video})`
    );
  await sample(300, clinic.patient.id, "poor", "poor");
  assertEquals((await look()).calls[0]?.quality, null);
  await sample(3, clinic.patient.id, "good", null);
  assertEquals((await look()).calls[0]?.quality, "good");
  await sample(2, clinic.doctor.id, "excellent", "fair");
  assertEquals((await look()).calls[0]?.quality, "fair");
  await patient.ask("hangup_call", { call_id });
  assertEquals((await look()).calls, []);
  for (const role of ["patient", "doctor"] as const) {
    const refused = await readClinicNow(deps, { ...admin, role });
    assertEquals(refused.ok || refused.code, "forbidden");
  }
});

test("where the other processes can't be asked, one's own people are shown, and it is said [ADMIN-2]", async (clinic) => {
  const { clinicStore } = await import("../../db/clinic_store.ts");
  const { readClinicNow } = await import("../../realtime/watch_clinic.ts");
  const { MemoryNetwork } = await import("../../realtime/bus_memory.ts");
  const network = new MemoryNetwork({ clock: { now: () => Date.now() } });
  const bus = network.join(`instance-${crypto.randomUUID()}`);
  const live = await clinic.peer({ bus });
  using _device = await clinic.open(clinic.patient, crypto.randomUUID(), live);
  const deps = {
    clinic: clinicStore(clinic.db),
    board: live.use.presence.board,
    hub: live.hub,
    clock: { now: () => Date.now() },
    processes: live.instances,
  };
  const admin: Identity = { ...whoIs(clinic), role: "admin" };
  network.cut(bus.instance);
  const outcome = await readClinicNow(deps, admin);
  assert(outcome.ok);
  assertEquals([outcome.value.others_asked, outcome.value.processes], [false, 1]);
  assertEquals(outcome.value.people.map((one) => one.user.id), [clinic.patient.id]);
  network.restore(bus.instance);
});

test("the report of a call is for its people; of devices others see their own only [ADMIN-6]", async (clinic) => {
  const { openStores } = await import("../../db/stores.ts");
  const { openKeyring } = await import("../../db/keyring.ts");
  const { KEY } = await import("../support/live_clinic.ts");
  const { readCallReport } = await import("../../realtime/call_report.ts");
  const clock = { now: () => Date.now() };
  const deps = openStores(clinic.db, { keyring: await openKeyring(KEY, clock), clock });
  using patient = await clinic.open(clinic.patient);
  using doctor = await clinic.open(clinic.doctor);
  for (const [{ who }, device] of [[patient, "Safari on iPhone"], [doctor, "Firefox on Windows"]] as const) {
    await clinic.db.write((sql) =>
      sql`
        insert into sessions (session_id, user_id, secret_hash, expires_at, device)
        values (${who.sessionId}, ${who.userId}, ${new Uint8Array(32)}, now() + interval '1 hour', ${device})`
    );
  }
  const { call_id } = await patient.ask("initiate_call", {
    callee_id: clinic.doctor.id,
    appointment_id: clinic.appointmentId,
    call_type: "voice",
  });
  await doctor.ask("accept_call", { call_id });
  const of = async (who: Identity) => {
    const report = await readCallReport(deps, who, call_id);
    return report.ok ? report.value.devices.map((one) => one.device) : report.code;
  };
  assertEquals(await of(patient.who), ["Safari on iPhone"]);
  assertEquals(await of(doctor.who), ["Firefox on Windows"]);
  const stranger = { ...patient.who, userId: clinic.stranger.id };
  assertEquals(await of(stranger), "not_found");
  assertEquals(await of({ ...stranger, role: "admin" }), ["Safari on iPhone", "Firefox on Windows"]);
});

/** The patient, without a socket. */
function whoIs({ patient }: LiveClinic): Identity {
  return { userId: patient.id, role: "patient", name: patient.name, sessionId: "s", deviceId: "d" };
}
