import { MemoryNetwork } from "../../realtime/bus_memory.ts";
import { changeAppointment } from "../../realtime/change_appointment.ts";
import { markNotCome, postponeVisit, readQueue } from "../../realtime/manage_queue.ts";
import { arrive, leave, readWaiting } from "../../realtime/own_waiting.ts";
import { WAITING_AWAY_MS, WAITING_LEASE_MS } from "../../realtime/core/waiting.ts";
import { WaitingSweep } from "../../realtime/waiting_sweep.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { clinicTest as test } from "../support/clinic_test.ts";
import type { LiveClinic, Person } from "../support/live_clinic.ts";
import { until } from "../support/until.ts";

const clock = { now: () => Date.now() };
const MINUTE_MS = 60_000;

async function visitOf({ db, doctor }: LiveClinic, patient: Person, minutes: number): Promise<number> {
  const [row] = await db.write((sql) =>
    sql<{ id: number }[]>`
      insert into appointments (patient_id, doctor_id, starts_at, ends_at)
      values (${patient.id}, ${doctor.id}, ${new Date(Date.now() + minutes * MINUTE_MS)},
        ${new Date(Date.now() + (minutes + 30) * MINUTE_MS)}) returning id`
  );
  return row?.id ?? 0;
}

async function actionsOf({ db }: LiveClinic, appointmentId: number): Promise<string[]> {
  const rows = await db.read((sql) =>
    sql<{ action: string }[]>`
      select action from audit_log where object_type = 'appointment' and object_id = ${String(appointmentId)}
      order by id`
  );
  return rows.map((row) => row.action);
}

async function valueOf<T>(outcome: Promise<{ ok: true; value: T } | { ok: false; message: string }>) {
  const known = await outcome;
  if (!known.ok) throw new Error(known.message);
  return known.value;
}

/** Two instances that hear each other, with the patient's phone on one and the doctor on the other. */
async function acrossInstances(clinic: LiveClinic) {
  const network = new MemoryNetwork({ clock });
  const [one, two] = [
    await clinic.peer({ bus: network.join("one") }),
    await clinic.peer({ bus: network.join("two") }),
  ];
  return {
    one,
    two,
    phone: await clinic.open(clinic.patient, undefined, one),
    desk: await clinic.open(clinic.doctor, undefined, two),
  };
}

test("an arrival is one place, once for all tabs, told to the doctor on another instance and to oneself [WAIT-7]", async (clinic) => {
  const { one, two, phone, desk } = await acrossInstances(clinic);
  using _phone = phone;
  using _desk = desk;
  const arrivals = await Promise.all(
    [one, two, one].map((live) => valueOf(arrive(live.use.visit, phone.who, clinic.appointmentId))),
  );
  assertEquals(arrivals.map((each) => [each.status, each.place]), Array(3).fill(["waiting", 0]));
  const { queue } = await desk.next("queue:update");
  assertEquals(queue.entries.map((each) => [each.user.name, each.status]), [["Pat Patient", "waiting"]]);
  const { waiting } = await phone.next("waiting:update");
  assertEquals([waiting.user_id, waiting.place, waiting.version], [clinic.patient.id, 0, 1]);
  assertEquals(await actionsOf(clinic, clinic.appointmentId), ["waiting.arrived"]);
  assertEquals(await valueOf(readQueue(two.use.visit, desk.who)), queue);
});

test("who comes for an earlier time goes first, and those behind learn their new place only [WAIT-4] [WAIT-6]", async (clinic) => {
  const { one, phone, desk } = await acrossInstances(clinic);
  using _phone = phone;
  using _desk = desk;
  const earlier = await visitOf(clinic, clinic.stranger, -15);
  using other = await clinic.open(clinic.stranger, undefined, one);
  await arrive(one.use.visit, phone.who, clinic.appointmentId);
  await phone.next("waiting:update", ({ waiting }) => waiting.place === 0);
  assertEquals((await valueOf(arrive(one.use.visit, other.who, earlier))).place, 0);
  const { waiting } = await phone.next("waiting:update", (data) => data.waiting.place === 1);
  assertEquals(JSON.stringify(waiting).includes("Sam"), false);
  const { queue } = await desk.next("queue:update", (data) => data.queue.entries.length === 2);
  assertEquals(queue.entries.map((each) => each.appointment_id), [earlier, clinic.appointmentId]);
  phone.clear();
  assertEquals((await valueOf(leave(one.use.visit, other.who, earlier))).gone_reason, "left");
  await phone.next("waiting:update", (data) => data.waiting.place === 0);
});

test("a doctor who needs longer is told of live, and may take it back [WAIT-5]", async (clinic) => {
  const { one, two, phone, desk } = await acrossInstances(clinic);
  using _phone = phone;
  using _desk = desk;
  const nobody = await postponeVisit(two.use.visit, desk.who, clinic.appointmentId, 10);
  assertEquals(!nobody.ok && nobody.code, "conflict");
  await arrive(one.use.visit, phone.who, clinic.appointmentId);
  const before = Date.now();
  await valueOf(postponeVisit(two.use.visit, desk.who, clinic.appointmentId, 10));
  const { waiting } = await phone.next("waiting:update", (data) => data.waiting.postponed_until !== null);
  const at = Date.parse(waiting.postponed_until ?? "");
  assert(at >= before + 10 * MINUTE_MS - 1 && at <= Date.now() + 10 * MINUTE_MS + 1);
  phone.clear();
  await valueOf(postponeVisit(two.use.visit, desk.who, clinic.appointmentId, 0));
  await phone.next("waiting:update", (data) => data.waiting.postponed_until === null);
  assertEquals(await actionsOf(clinic, clinic.appointmentId), [
    "waiting.arrived",
    "waiting.postponed",
    "waiting.postponed",
  ]);
});

test("an answered call takes its patient out of the queue, a missed one does not [WAIT-8]", async (clinic) => {
  const { one, phone, desk } = await acrossInstances(clinic);
  using _phone = phone;
  using _desk = desk;
  await arrive(one.use.visit, phone.who, clinic.appointmentId);
  const place = () =>
    desk.ask("initiate_call", {
      callee_id: clinic.patient.id,
      appointment_id: clinic.appointmentId,
      call_type: "video",
    });
  const first = await place();
  await phone.next("call:ringing");
  await desk.ask("hangup_call", { call_id: first.call_id });
  await phone.next("call:ended");
  assertEquals(
    (await valueOf(readWaiting(one.use.visit, phone.who, clinic.appointmentId))).status,
    "waiting",
  );
  phone.clear();
  const second = await place();
  await phone.next("call:ringing");
  await phone.ask("accept_call", { call_id: second.call_id });
  const { waiting } = await phone.next("waiting:update", (data) => data.waiting.status === "gone");
  assertEquals([waiting.gone_reason, waiting.place], ["admitted", null]);
  await desk.next("queue:update", (data) => data.queue.entries.length === 0 && data.queue.version > 1);
  // Whoever opens the page again in the middle of the visit does not wait.
  await arrive(one.use.visit, phone.who, clinic.appointmentId);
  await until(async () =>
    (await valueOf(readWaiting(one.use.visit, phone.who, clinic.appointmentId))).gone_reason === "admitted"
  );
});

test("a place lasts while any device is connected, then for the grace, and coming back keeps the arrival [WAIT-2] [WAIT-3]", async (clinic) => {
  using phone = await clinic.open(clinic.patient);
  const scene = slowly(clinic);
  const own = () => valueOf(readWaiting(scene.deps, phone.who, clinic.appointmentId));
  const first = await valueOf(arrive(scene.deps, phone.who, clinic.appointmentId));
  scene.here = [clinic.patient.id];
  await scene.look(WAITING_LEASE_MS * 3);
  assertEquals((await own()).status, "waiting", "connected all the time");
  scene.here = [];
  await scene.look(WAITING_LEASE_MS - 1);
  assertEquals((await own()).status, "waiting");
  await scene.look(1);
  assertEquals([(await own()).status, (await own()).place], ["away", 0]);
  scene.here = [clinic.patient.id];
  await scene.look(1_000);
  assertEquals((await own()).status, "waiting", "any instance sees them come back");
  scene.here = [];
  await scene.look(WAITING_LEASE_MS);
  await scene.look(WAITING_AWAY_MS - 1);
  assertEquals((await own()).status, "away");
  await scene.look(1);
  assertEquals([(await own()).status, (await own()).gone_reason], ["gone", "lost"]);
  await scene.look(10 * MINUTE_MS);
  const back = await valueOf(arrive(scene.deps, phone.who, clinic.appointmentId));
  assertEquals([back.status, back.arrived_at], ["waiting", first.arrived_at]);
  assertEquals(
    (await actionsOf(clinic, clinic.appointmentId)).join(" "),
    [
      "waiting.arrived waiting.deadline_passed waiting.seen waiting.deadline_passed waiting.deadline_passed",
      "waiting.arrived",
    ].join(" "),
  );
});

test("two instances that look at once let time pass once, and a device that is seen meanwhile wins [WAIT-2]", async (clinic) => {
  using phone = await clinic.open(clinic.patient);
  const [one, two] = [slowly(clinic), slowly(clinic)];
  await arrive(one.deps, phone.who, clinic.appointmentId);
  await Promise.all([one.look(WAITING_LEASE_MS), two.look(WAITING_LEASE_MS)]);
  assertEquals(await actionsOf(clinic, clinic.appointmentId), ["waiting.arrived", "waiting.deadline_passed"]);
  const { waiting } = clinic.live.use.visit;
  const queue = await waiting.queue(clinic.doctor.id);
  const [entry] = queue.entries;
  assert(entry);
  const back = await valueOf(arrive(one.deps, phone.who, clinic.appointmentId));
  const change = { before: entry, after: { ...entry, status: "gone", goneReason: "lost" } as const };
  const trail = { actorId: null, sessionId: null, action: "waiting.deadline_passed" };
  assertEquals(await waiting.write(queue, [change], trail), false, "an old version");
  assertEquals(
    await waiting.write({ ...queue, version: back.version }, [change], trail),
    false,
    "an entry that was renewed",
  );
  assertEquals((await waiting.queue(clinic.doctor.id)).version, back.version, "nothing was kept");
});

test("a visit that is cancelled, or whose door has closed, is waited for no longer [WAIT-9]", async (clinic) => {
  using phone = await clinic.open(clinic.patient);
  using desk = await clinic.open(clinic.doctor);
  const scene = slowly(clinic);
  await arrive(scene.deps, phone.who, clinic.appointmentId);
  await scene.look(91 * MINUTE_MS);
  assertEquals(
    (await valueOf(readWaiting(scene.deps, phone.who, clinic.appointmentId))).gone_reason,
    "closed",
  );
  const late = await arrive(scene.deps, phone.who, clinic.appointmentId);
  assertEquals(!late.ok && [late.code, late.finer], ["conflict", "over"]);
  const early = await visitOf(clinic, clinic.patient, 300);
  const refused = await arrive(clinic.live.use.visit, phone.who, early);
  assertEquals(!refused.ok && refused.finer, "too_early");
  const next = await visitOf(clinic, clinic.patient, 5);
  await arrive(clinic.live.use.visit, phone.who, next);
  await changeAppointment(clinic.live.use.visit, desk.who, next, { starts_at: inMinutes(10) });
  await desk.next("queue:update", ({ queue }) => queue.entries[0]?.starts_at !== undefined);
  await changeAppointment(clinic.live.use.visit, desk.who, next, { status: "cancelled" });
  const { waiting } = await phone.next(
    "waiting:update",
    (data) => data.waiting.appointment_id === next && data.waiting.status === "gone",
  );
  assertEquals(waiting.gone_reason, "closed");
});

test("only its patient and guests wait for a visit, only its doctor manages the queue [WAIT-10]", async (clinic) => {
  using phone = await clinic.open(clinic.patient);
  using desk = await clinic.open(clinic.doctor);
  using outside = await clinic.open(clinic.stranger);
  const { visit } = clinic.live.use;
  const code = async (outcome: Promise<{ ok: true } | { ok: false; code: string }>) => {
    const known = await outcome;
    return known.ok ? "ok" : known.code;
  };
  const id = clinic.appointmentId;
  for (const who of [outside.who, { ...outside.who, role: "admin" as const }]) {
    assertEquals(await code(arrive(visit, who, id)), "not_found");
    assertEquals(await code(readWaiting(visit, who, id)), "not_found");
    assertEquals(await code(postponeVisit(visit, who, id, 5)), "not_found");
  }
  assertEquals(await code(arrive(visit, desk.who, id)), "forbidden");
  assertEquals(await code(postponeVisit(visit, phone.who, id, 5)), "forbidden");
  assertEquals(await code(markNotCome(visit, phone.who, id, undefined)), "forbidden");
  assertEquals(await code(readQueue(visit, phone.who)), "forbidden");
  assertEquals(await code(arrive(visit, phone.who, id)), "ok");
  assertEquals(await code(markNotCome(visit, desk.who, id, clinic.stranger.id)), "conflict");
  assertEquals(await code(markNotCome(visit, desk.who, id, clinic.patient.id)), "ok");
  const { waiting } = await phone.next("waiting:update", (data) => data.waiting.status === "gone");
  assertEquals(waiting.gone_reason, "not_come");
  assertEquals(outside.all("waiting:update").length + outside.all("queue:update").length, 0);
});

test("without a bus another process tells of arrivals out of the database [WAIT-7]", async (clinic) => {
  const [one, two] = [await clinic.peer(), await clinic.peer()];
  using phone = await clinic.open(clinic.patient, undefined, one);
  using desk = await clinic.open(clinic.doctor, undefined, two);
  await arrive(one.use.visit, phone.who, clinic.appointmentId);
  const { queue } = await desk.next("queue:update", (data) => data.queue.entries.length === 1);
  assertEquals(queue.version, 1);
  await postponeVisit(two.use.visit, desk.who, clinic.appointmentId, 5);
  await phone.next("waiting:update", (data) => data.waiting.postponed_until !== null);
});

/** The use cases under a clock that stands still until the test moves it. */
function slowly(clinic: LiveClinic) {
  let now = clock.now();
  const deps = { ...clinic.live.use.visit, clock: { now: () => now } };
  const report = (error: unknown) => clinic.errors.push(error);
  const sweep = new WaitingSweep({ ...deps, usersHere: () => scene.here, report });
  const scene = {
    deps,
    here: [] as number[],
    async look(laterMs: number) {
      now += laterMs;
      await sweep.look();
    },
  };
  return scene;
}

function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * MINUTE_MS).toISOString();
}
