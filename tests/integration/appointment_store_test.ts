import type { Sql } from "../../db/database.ts";
import { assert, assertEquals, assertMatch } from "../support/assert.ts";
import { clinicTest as test } from "../support/clinic_test.ts";
import type { LiveClinic, Person } from "../support/live_clinic.ts";
import { changeAppointment } from "../../realtime/change_appointment.ts";
import type { Identity } from "../../realtime/core/identity.ts";
import { makeAppointment } from "../../realtime/make_appointment.ts";
import { placeCall } from "../../realtime/place_call.ts";

const HOUR_MS = 3_600_000;

function identityOf(person: Person): Identity {
  return {
    userId: person.id,
    role: person.role,
    name: person.name,
    sessionId: crypto.randomUUID(),
    deviceId: crypto.randomUUID(),
  };
}

async function planned({ live, patient, doctor }: LiveClinic, reason: string): Promise<number> {
  const made = await makeAppointment(live.use.visit, identityOf(doctor), {
    patient_id: patient.id,
    doctor_id: doctor.id,
    starts_at: new Date().toISOString(),
    ends_at: new Date(Date.now() + HOUR_MS).toISOString(),
    reason,
  });
  assert(made.ok);
  return made.value.appointment.id;
}

test("a call and the end of its appointment at the same moment never both happen [APPT-7]", async (clinic) => {
  const { live, patient, doctor } = clinic;
  const outcomes = new Set<string>();
  for (let round = 0; round < 25; round++) {
    const id = await planned(clinic, "race");
    const who = identityOf(doctor);
    const call = () =>
      placeCall(live.use.call, who, { callee_id: patient.id, appointment_id: id, call_type: "video" });
    const cancel = () => changeAppointment(live.use.visit, who, id, { status: "cancelled" });
    const both = round % 2 === 0 ? [call(), cancel()] as const : [cancel(), call()] as const;
    const [one, other] = await Promise.all(both);
    const placed = [one, other].find((outcome) => outcome?.ok && "call_id" in outcome.value);
    assertEquals([one.ok, other.ok].filter(Boolean).length, 1, `round ${round}`);
    outcomes.add(placed ? "called" : "cancelled");
    if (placed?.ok && "call_id" in placed.value) {
      const { hangUp } = await import("../../realtime/call_commands.ts");
      await hangUp(live.use.call, who, placed.value.call_id);
    }
  }
  console.log(`of 25 races: ${[...outcomes].sort().join(" and ")} won`);
});

test("what a visit is about stands nowhere readable, and can't be moved to somebody else [APPT-10]", async (clinic) => {
  const secret = `a very private reason ${crypto.randomUUID()}`;
  const id = await planned(clinic, secret);
  const { appointments } = clinic.live.use.visit;
  assertEquals((await appointments.find(id))?.reason, secret);
  const tables = await clinic.db.read((sql) =>
    sql<{ name: string }[]>`
      select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`
  );
  const hex = new TextEncoder().encode(secret).toHex();
  let bytes = 0;
  for (const { name } of tables) {
    const [dump] = await clinic.db.read((sql) =>
      sql<{ text: string | null }[]>`select string_agg(t::text, E'\n') as text from ${sql(name)} t`
    );
    bytes += dump?.text?.length ?? 0;
    assert(!dump?.text?.includes(secret) && !dump?.text?.includes(hex), `plain text stands in ${name}`);
  }
  assert(bytes > 1_000, "the dump was empty");
  const other = await planned({ ...clinic, patient: clinic.stranger }, "another");
  await clinic.db.write((sql) =>
    sql`update appointments set encrypted_reason = (select encrypted_reason from appointments where id = ${id})
      where id = ${other}`
  );
  await appointments.find(other).then(
    () => assert(false, "a moved reason was read"),
    (error) => assertMatch(String(error), /changed or moved/),
  );
});

test("a reason from before is read as it stands, and encrypted once it is changed [APPT-10]", async (clinic) => {
  const { db, live, appointmentId, doctor, patient } = clinic;
  const { appointments } = live.use.visit;
  await db.write((sql) => sql`update appointments set reason = 'old and plain' where id = ${appointmentId}`);
  assertEquals((await appointments.find(appointmentId))?.reason, "old and plain");
  await changeAppointment(live.use.visit, identityOf(doctor), appointmentId, { reason: "new" });
  const [row] = await db.read((sql) =>
    sql<{ reason: string | null; encrypted: boolean }[]>`
      select reason, encrypted_reason is not null as encrypted from appointments where id = ${appointmentId}`
  );
  assertEquals({ ...row }, { reason: null, encrypted: true });
  assertEquals((await appointments.find(appointmentId))?.reason, "new");
  await db.write((sql) => sql`delete from person_keys where user_id = ${patient.id}`);
  assertEquals((await appointments.find(appointmentId))?.reason, null);
});

test("every change of an appointment and its links has an audit row without content [AUDIT-1]", async (clinic) => {
  const { db, live, doctor } = clinic;
  const id = await planned(clinic, "private");
  await changeAppointment(live.use.visit, identityOf(doctor), id, { reason: "more private" });
  await changeAppointment(live.use.visit, identityOf(doctor), id, { status: "completed" });
  const rows = await db.read((sql) =>
    sql<{ action: string; actor_id: number; outcome: string }[]>`
      select action, actor_id, outcome from audit_log
      where object_type = 'appointment' and object_id = ${String(id)} order by id`
  );
  assertEquals(
    rows.map((row) => ({ ...row })),
    ["made", "changed", "completed"].map((what) => ({
      action: `appointment.${what}`,
      actor_id: doctor.id,
      outcome: "done",
    })),
  );
});

test("a page of appointments reads hardly more rows than it shows, however many there are [APPT-8]", async (clinic) => {
  const { db, live, patient, doctor } = clinic;
  await db.write((sql) =>
    sql`insert into appointments (patient_id, doctor_id, starts_at, ends_at)
      select ${patient.id}, ${doctor.id}, at, at + interval '30 minutes'
      from generate_series(now() - interval '200 days', now() + interval '200 days', interval '1 hour') as at`
  );
  await db.write((sql) => sql`vacuum analyze appointments`);
  const { listAppointments } = await import("../../db/appointment_list.ts");
  const { PersonKeys } = await import("../../db/person_keys.ts");
  const { openKeyring } = await import("../../db/keyring.ts");
  const keys = new PersonKeys(await openKeyring("0123456789abcdef0123456789abcdef", { now: Date.now }));
  const query = { now: Date.now(), page: 1, perPage: 20 };
  for (const userId of [doctor.id, patient.id, undefined]) {
    const plans: Plan[] = [];
    await db.read((sql) => listAppointments(explaining(sql, plans), keys, { ...query, userId }));
    // The total has to be counted, by an index; what is shown has not.
    const shown = plans.filter((plan) => plan["Node Type"] !== "Aggregate").flatMap(nodesOf)
      .filter((node) => node["Relation Name"] === "appointments");
    assert(shown.length > 0);
    const read = shown.map((node) => node["Actual Rows"] + (node["Rows Removed by Filter"] ?? 0));
    assert(Math.max(...read) <= 100, `${read} rows were read for a page of 20 of 9601`);
  }
  const page = await live.use.visit.appointments.list({ ...query, userId: doctor.id });
  assertEquals([page.items.length, page.total], [20, 9602]);
});

interface Plan {
  "Node Type": string;
  "Actual Rows": number;
  "Rows Removed by Filter"?: number;
  "Relation Name"?: string;
  Plans?: Plan[];
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}

/** The same `sql`, which has every statement explained before it is run. */
function explaining(sql: Sql, plans: Plan[]): Sql {
  return new Proxy(sql, {
    apply(target, self, args) {
      const statement = Reflect.apply(target, self, args);
      const run = statement.then.bind(statement);
      statement.then = (done: () => void, failed: () => void) =>
        sql`explain (analyze, format json) ${statement}`.then(([row]) => {
          plans.push(row?.["QUERY PLAN"][0].Plan);
          return run(done, failed);
        }, failed);
      return statement;
    },
  });
}
