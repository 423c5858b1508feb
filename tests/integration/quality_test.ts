import type { QualitySample } from "../../realtime/core/api/quality_operations.ts";
import type { Identity } from "../../realtime/core/identity.ts";
import type { QualitySummaryObject } from "../../realtime/core/quality_objects.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { clinicTest as test } from "../support/clinic_test.ts";
import type { LiveClinic, Person } from "../support/live_clinic.ts";

/** A connected call, and what the two may do with its quality; `later` moves the clock, in milliseconds. */
async function scene(clinic: LiveClinic) {
  const { qualityStore } = await import("../../db/quality_store.ts");
  const { readQuality, submitQuality } = await import("../../realtime/call_quality.ts");
  const { SampleAllowance } = await import("../../realtime/sample_allowance.ts");
  const caller = await clinic.open(clinic.patient);
  const callee = await clinic.open(clinic.doctor);
  const { call_id } = await caller.ask("initiate_call", {
    callee_id: clinic.doctor.id,
    appointment_id: clinic.appointmentId,
    call_type: "video",
  });
  await callee.ask("accept_call", { call_id });
  for (const device of [caller, callee]) {
    await device.ask("call:media", { call_id, receiving: { audio: true, video: true } });
  }
  let later = 0;
  const clock = { now: () => Date.now() + later };
  const { calls } = clinic.live.use.call;
  const deps = { calls, quality: qualityStore(clinic.db), allowance: new SampleAllowance(clock), clock };
  return {
    call_id,
    later: (ms: number) => void (later += ms),
    submit: (who: Identity, samples: QualitySample[], key?: string) =>
      submitQuality(deps, who, call_id, samples, key),
    read: (who: Identity, query: { userId?: number; after?: number; limit?: number } = {}) =>
      readQuality(deps, who, call_id, { limit: 100, ...query }),
    patient: caller.who,
    doctor: callee.who,
    hangUp: () => caller.ask("hangup_call", { call_id }),
    entry: () => entryOf(clinic, call_id),
    [Symbol.dispose]() {
      caller[Symbol.dispose]();
      callee[Symbol.dispose]();
    },
  };
}

async function entryOf({ db }: LiveClinic, callId: string) {
  const { historyStore } = await import("../../db/history_store.ts");
  return await historyStore(db).entry(callId);
}

async function someone({ open }: LiveClinic, person: Person): Promise<Identity> {
  using device = await open(person);
  return device.who;
}

const at = (ms: number) => new Date(ms).toISOString();

test("a sample is kept once however often it comes, graded where its device did not [QUAL-3]", async (clinic) => {
  using call = await scene(clinic);
  const now = Date.now();
  const samples: QualitySample[] = [
    { rtt: 40, packet_loss: 12, jitter: 3, timestamp: at(now) },
    { rtt: 50, audio_quality: "poor", video_framerate: 25, relay: true, timestamp: at(now + 5_000) },
  ];
  const first = await call.submit(call.patient, samples);
  assert(first.ok);
  assertEquals(first.value.map((one) => [one.user_id, one.timestamp, one.rtt]), [
    [clinic.patient.id, at(now), 40],
    [clinic.patient.id, at(now + 5_000), 50],
  ]);
  assertEquals(first.value.map((one) => [one.audio_quality, one.video_quality, one.relay]), [
    ["poor", null, null],
    ["poor", "excellent", true],
  ]);
  const again = await call.submit(call.patient, [{ ...samples[1]!, rtt: 999 }, samples[0]!, samples[0]!]);
  assert(again.ok);
  assertEquals(again.value.map((one) => one.rtt), [50, 40, 40]);
  // The other side's sample of the same moment is another one.
  assert((await call.submit(call.doctor, [samples[0]!])).ok);
  const all = await call.read(call.doctor);
  assert(all.ok);
  assertEquals(all.value.metrics.map((one) => one.user_id), [
    ...[clinic.patient.id, clinic.doctor.id].sort((a, b) => a - b),
    clinic.patient.id,
  ]);
});

test("samples without a time are of now, in order, and once under one key [QUAL-3]", async (clinic) => {
  using call = await scene(clinic);
  const samples = [{ rtt: 1 }, { rtt: 2 }, { rtt: 3 }];
  const first = await call.submit(call.patient, samples, "a-key");
  assert(first.ok);
  call.later(3_000);
  const again = await call.submit(call.patient, samples, "a-key");
  assert(again.ok);
  assertEquals(again.value, first.value);
  const other = await call.submit(call.patient, samples);
  assert(other.ok);
  const all = await call.read(call.patient);
  assert(all.ok);
  assertEquals(all.value.metrics.map((one) => one.rtt), [1, 2, 3, 1, 2, 3]);
});

test("only participants submit, for themselves; they and administrators read [QUAL-4]", async (clinic) => {
  using call = await scene(clinic);
  const { addPerson } = await import("../support/live_clinic.ts");
  const admin = await someone(clinic, await addPerson(clinic.db, "Ada Admin", "admin"));
  const stranger = await someone(clinic, clinic.stranger);
  assert((await call.submit(call.patient, [{ rtt: 40 }])).ok);
  const refused = await Promise.all([
    call.submit(stranger, [{ rtt: 40 }]),
    call.submit(admin, [{ rtt: 40 }]),
    call.read(stranger),
  ]);
  assertEquals(refused.map((one) => !one.ok && one.code), ["not_found", "not_found", "not_found"]);
  for (const reader of [call.patient, call.doctor, admin]) {
    const shown = await call.read(reader);
    assertEquals(shown.ok && shown.value.metrics.map((one) => one.user_id), [clinic.patient.id]);
  }
});

test("a call takes samples while it lives and two minutes more, of its own time only [QUAL-6]", async (clinic) => {
  using call = await scene(clinic);
  const now = Date.now();
  const early = await call.submit(call.patient, [
    { rtt: 40, timestamp: at(now) },
    { rtt: 40, timestamp: at(now - 60_000) },
    { rtt: 40, timestamp: at(now + 60_000) },
  ]);
  assert(!early.ok && early.code === "bad_request");
  assertEquals(early.errors?.map((one) => one.path), ["samples.1.timestamp", "samples.2.timestamp"]);
  await call.hangUp();
  call.later(119_000);
  assert((await call.submit(call.patient, [{ rtt: 40, timestamp: at(now) }])).ok);
  // Its time is over by the call's end, not by the clock of whoever sends.
  const late = await call.submit(call.patient, [{ rtt: 40, timestamp: at(now + 100_000) }]);
  assert(!late.ok && late.code === "bad_request");
  assertEquals(late.errors?.map((one) => one.path), ["timestamp"]);
  call.later(2_000);
  const closed = await call.submit(call.patient, [{ rtt: 40, timestamp: at(now + 1) }]);
  assertEquals(!closed.ok && closed.code, "conflict");
});

test("the end of a call writes its summary, and late samples renew it [QUAL-5]", async (clinic) => {
  using call = await scene(clinic);
  const now = Date.now();
  const series = (rtts: number[], from: number): QualitySample[] =>
    rtts.map((rtt, n) => ({
      rtt,
      packet_loss: 0,
      audio_bitrate: 30 + n,
      timestamp: at(from + n),
      relay: false,
    }));
  await call.submit(call.patient, series([10, 20, 30], now));
  await call.submit(call.doctor, series([40], now));
  assertEquals((await call.entry())?.quality, undefined);
  await call.hangUp();
  const entry = await call.entry();
  assertEquals(entry?.status, "ended");
  const summary: QualitySummaryObject | undefined = entry?.quality;
  assertEquals(summary?.rtt, { p50: 25, p95: 38.5 });
  assertEquals(summary?.participants.find((one) => one.user_id === clinic.patient.id)?.rtt, {
    p50: 20,
    p95: 29,
  });
  assertEquals([summary?.samples, summary?.path, entry?.audio_quality], [4, "direct", "excellent"]);
  assertEquals(summary?.worst_minute?.grade, "excellent");
  assertEquals(entry?.video_quality, undefined);

  await call.submit(call.doctor, [{ rtt: 2_000, packet_loss: 30, timestamp: at(now + 10) }]);
  const renewed = await call.entry();
  assertEquals([renewed?.quality?.samples, renewed?.quality?.worst_minute?.user_id], [5, clinic.doctor.id]);
  assertEquals(renewed?.quality?.rtt?.p50, 30);
  assertEquals(renewed?.version, entry?.version);
});

test("samples that arrive while a call ends are all in its summary [QUAL-5]", async (clinic) => {
  using call = await scene(clinic);
  const now = Date.now();
  const batches = Array.from({ length: 12 }, (_, n) => [
    call.submit(call.patient, [{ rtt: 40, timestamp: at(now + n) }]),
    call.submit(call.doctor, [{ rtt: 60, timestamp: at(now + n) }]),
  ]).flat();
  const kept = await Promise.all([...batches.slice(0, 12), call.hangUp(), ...batches.slice(12)]);
  assertEquals(kept.every((one) => !("ok" in one) || one.ok), true);
  assertEquals((await call.entry())?.quality?.samples, 24);
});

test("a call that ends by its deadline is summed up too, and one without samples is not [QUAL-5]", async (clinic) => {
  using call = await scene(clinic);
  await call.submit(call.patient, [{ rtt: 40 }]);
  const far = Date.now() + 10 * 60_000;
  const { advance } = await import("../../realtime/core/call_machine.ts");
  const { LIMITS } = await import("../support/live_clinic.ts");
  const { calls } = clinic.live.use.call;
  const moved = await calls.sweep(far, 10, (from) => advance(from, { type: "deadline_passed" }, far, LIMITS));
  assertEquals(moved.map(({ to }) => to.endReason), ["network_error"]);
  assertEquals((await call.entry())?.quality?.samples, 1);
  using next = await scene(clinic);
  await next.hangUp();
  assertEquals((await next.entry())?.quality, undefined);
});

test("a list of samples goes on after the last one, and never cuts through one moment [QUAL-7]", async (clinic) => {
  using call = await scene(clinic);
  const now = Date.now();
  for (const who of [call.patient, call.doctor]) {
    await call.submit(who, [0, 1, 2, 3].map((n) => ({ rtt: n, timestamp: at(now + n) })));
  }
  const first = await call.read(call.patient, { limit: 5 });
  assert(first.ok);
  assertEquals([first.value.metrics.map((one) => one.rtt), first.value.more], [[0, 0, 1, 1], true]);
  const rest = await call.read(call.patient, { limit: 5, after: now + 1 });
  assert(rest.ok);
  assertEquals([rest.value.metrics.map((one) => one.rtt), rest.value.more], [[2, 2, 3, 3], false]);
  const own = await call.read(call.patient, { limit: 5, userId: clinic.doctor.id });
  assert(own.ok);
  assertEquals(own.value.metrics.every((one) => one.user_id === clinic.doctor.id), true);
});

test("too many samples are refused with a time to come back, and first ones leave one audit row [QUAL-8]", async (clinic) => {
  using call = await scene(clinic);
  const samples = Array.from({ length: 60 }, () => ({ rtt: 1 }));
  let outcome = await call.submit(call.patient, samples);
  for (let n = 0; n < 30 && outcome.ok; n++) outcome = await call.submit(call.patient, samples);
  assert(!outcome.ok && outcome.code === "rate_limited" && (outcome.retryAfterSeconds ?? 0) > 0);
  assert((await call.submit(call.doctor, [{ rtt: 1 }])).ok);
  const rows = await clinic.db.read((sql) =>
    sql<{ actor_id: number }[]>`
      select actor_id from audit_log where action = 'quality.submitted' and object_id = ${call.call_id} order by id`
  );
  assertEquals(rows.map((row) => row.actor_id), [clinic.patient.id, clinic.doctor.id]);
});

test("samples of one person at the same moment are all kept, each answered with its own [QUAL-3]", async (clinic) => {
  using call = await scene(clinic);
  const answers = await Promise.all(
    Array.from({ length: 16 }, (_, n) => call.submit(call.patient, [{ rtt: n + 1 }])),
  );
  const rtts = answers.map((one) => one.ok ? one.value[0]?.rtt : null);
  assertEquals(rtts, Array.from({ length: 16 }, (_, n) => n + 1));
  const read = await call.read(call.patient);
  assert(read.ok);
  assertEquals(new Set(read.value.metrics.map((one) => one.rtt)).size, 16);
  const timestamp = new Date().toISOString();
  const doubled = await call.submit(call.patient, [{ rtt: 1, timestamp }, { rtt: 2, timestamp }]);
  assert(!doubled.ok);
  assertEquals([doubled.code, doubled.errors?.map((one) => one.path)], ["bad_request", [
    "samples.1.timestamp",
  ]]);
});
