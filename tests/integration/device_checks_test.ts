import type { Database } from "../../db/database.ts";
import { AttemptLimit } from "../../realtime/attempt_limit.ts";
import {
  CHECK_LIMITS,
  type DeviceCheckDeps,
  iceServersToCheck,
  submitDeviceCheck,
} from "../../realtime/check_devices.ts";
import { CHECKS_KEPT_MAX } from "../../realtime/ports/device_check_store.ts";
import { deviceCheckStore } from "../../db/device_check_store.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { clinicTest } from "../support/clinic_test.ts";
import { deviceReportOf, relayPathOf } from "../support/device_reports.ts";
import type { LiveClinic, Person } from "../support/live_clinic.ts";
import { visitTest } from "../support/visit_server.ts";

const PATH = "/api/device-checks";

visitTest("a check is judged by the server and kept once [CHECK-2]", async ({ patient, plan, doctor }) => {
  const { id } = await plan(0, { patient_name: undefined, patient_id: patient.user.id });
  const command = {
    appointment_id: id,
    client_id: "one",
    report: deviceReportOf({ relays: [relayPathOf({ bandwidth_kbps: 200 })] }),
  };
  const first = await patient.ask("POST", PATH, command);
  assertEquals(first.status, 201);
  const { device_check } = first.body;
  assertEquals(
    [device_check.verdict, device_check.problems, device_check.user_id, device_check.appointment_id],
    ["sound", ["network_narrow"], patient.user.id, id],
  );
  const again = await patient.ask("POST", PATH, command);
  assertEquals([again.status, again.body], [200, first.body]);
  const other = await patient.ask("POST", PATH, { ...command, report: deviceReportOf() });
  assertEquals([other.status, other.body.code], [409, "conflict"]);
  const byHeader = await doctor.ask("POST", PATH, { report: deviceReportOf() }, { "idempotency-key": "two" });
  const repeated = await doctor.ask("POST", PATH, { report: deviceReportOf() }, { "idempotency-key": "two" });
  assertEquals([byHeader.status, repeated.status], [201, 200]);
});

visitTest("what is wrong in a report is named [CHECK-2]", async ({ patient }) => {
  const paths = async (body: unknown) => {
    const answer = await patient.ask("POST", PATH, body);
    return [answer.status, ...(answer.body.errors ?? []).map((one: { path: string }) => one.path)];
  };
  assertEquals(await paths({}), [422, "report"]);
  assertEquals(await paths({ report: deviceReportOf(), verdict: "video" }), [422, "verdict"]);
  assertEquals(await paths({ report: { ...deviceReportOf(), ip: "192.0.2.1" } }), [422, "report.ip"]);
  assertEquals(await paths({ report: { ...deviceReportOf(), speaker: "loud" } }), [422, "report.speaker"]);
  const relays = [{ ...relayPathOf(), loss: -1 }];
  assertEquals(await paths({ report: { ...deviceReportOf(), relays } }), [422, "report.relays.0.loss"]);
  const huge = { ...deviceReportOf(), browser: "x".repeat(2_000_000) };
  assertEquals((await paths({ report: huge }))[0], 413);
});

visitTest("participants see the newest check of each, doctors at length [CHECK-3]", async (scene) => {
  const { patient, doctor, stranger, otherDoctor, admin } = scene;
  const { id } = await scene.plan(0, { patient_name: undefined, patient_id: patient.user.id });
  const elsewhere = await scene.plan(60, { patient_name: undefined, patient_id: patient.user.id });
  const submit = (who: typeof patient, appointment_id: number | null, speaker: "heard" | "not_heard") =>
    who.ask("POST", PATH, { appointment_id, report: deviceReportOf({ speaker }) });
  await submit(patient, id, "not_heard");
  await submit(patient, null, "heard");
  await submit(patient, elsewhere.id, "not_heard");
  await submit(doctor, null, "heard");
  const path = `/api/appointments/${id}/device-checks`;
  const seen = async (who: typeof patient) => {
    const { status, body } = await who.ask("GET", path);
    assertEquals(status, 200);
    return new Map<number, { problems: string[]; report: unknown }>(
      body.device_checks.map((one: { user_id: number }) => [one.user_id, one]),
    );
  };
  for (const who of [doctor, admin]) {
    const checks = await seen(who);
    assertEquals([...checks.keys()].toSorted(), [patient.user.id, doctor.user.id].toSorted());
    assertEquals(checks.get(patient.user.id)?.problems, []);
    assert(checks.get(patient.user.id)?.report);
  }
  const own = await seen(patient);
  assert(own.get(patient.user.id)?.report);
  assertEquals(own.get(doctor.user.id)?.report, null);
  for (const who of [stranger, otherDoctor]) {
    const foreign = await who.ask("GET", path);
    const absent = await who.ask("GET", "/api/appointments/2000000000/device-checks");
    assertEquals([foreign.status, foreign.body], [404, absent.body]);
    assertEquals((await submit(who, id, "heard")).status, 404);
  }
});

visitTest(
  "a guest checks for the visit that they were invited to, and for no other [CHECK-3]",
  async (scene) => {
    const { ApiClient } = await import("../support/api_client.ts");
    const { id } = await scene.plan(0);
    const { url } = await scene.invite(id);
    const guest = await ApiClient.enter(scene.origin, new URL(url).hash.slice(1), "Nora Named");
    const { status } = await guest.ask("POST", PATH, { appointment_id: id, report: deviceReportOf() });
    const other = await scene.plan(60);
    const refused = await guest.ask("POST", PATH, { appointment_id: other.id, report: deviceReportOf() });
    assertEquals([status, refused.status], [201, 404]);
    assertEquals(
      (await guest.ask("GET", `/api/appointments/${id}/device-checks`)).body.device_checks.length,
      1,
    );
    assertEquals((await guest.ask("GET", "/api/ice-servers")).status, 200);
  },
);

clinicTest(
  "each check has its audit row, and a person has so many checks and no more [CHECK-2]",
  async (clinic) => {
    const deps = depsOf(clinic);
    for (let n = 0; n < CHECKS_KEPT_MAX + 3; n++) {
      const told = await submit({ ...deps, submissions: limit() }, clinic.patient, clinic.appointmentId);
      assert(told.ok);
    }
    assertEquals(await count(clinic.db, "device_checks"), CHECKS_KEPT_MAX);
    assertEquals(await count(clinic.db, "audit_log", "device_check.submitted"), CHECKS_KEPT_MAX + 3);
  },
);

clinicTest("both questions have a limit, by person [CHECK-4]", async (clinic) => {
  const deps = depsOf(clinic);
  const { patient, doctor } = clinic;
  for (let n = 0; n < CHECK_LIMITS.attemptsMax; n++) {
    assert(iceServersToCheck(deps, whoOf(patient)).ok);
    assert((await submit(deps, patient, null)).ok);
  }
  const refusals = [iceServersToCheck(deps, whoOf(patient)), await submit(deps, patient, null)];
  for (const one of refusals) {
    assertEquals(one.ok, false);
    assert(!one.ok && one.code === "rate_limited" && (one.retryAfterSeconds ?? 0) > 0);
  }
  assert(iceServersToCheck(deps, whoOf(doctor)).ok);
});

const clock = { now: () => Date.now() };
const limit = () => new AttemptLimit(CHECK_LIMITS, clock);

function depsOf({ db, live }: LiveClinic): DeviceCheckDeps {
  return {
    ...live.use.call,
    ...live.use.visit,
    deviceChecks: deviceCheckStore(db),
    submissions: limit(),
    questions: limit(),
  };
}

function whoOf({ id, role, name }: Person) {
  return { userId: id, role, name, sessionId: crypto.randomUUID(), deviceId: crypto.randomUUID() };
}

function submit(deps: DeviceCheckDeps, person: Person, appointmentId: number | null) {
  return submitDeviceCheck(deps, whoOf(person), { appointmentId, clientId: null, report: deviceReportOf() });
}

async function count(db: Database, table: string, action?: string): Promise<number> {
  const [row] = await db.read((sql) =>
    sql<{ count: number }[]>`
      select count(*)::integer as count from ${sql(table)}
      ${action === undefined ? sql`` : sql`where action = ${action}`}`
  );
  return row?.count ?? 0;
}
