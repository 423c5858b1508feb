import type { Database } from "../../db/database.ts";
import type { AuditQuery } from "../../realtime/ports/audit_search.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { clinicTest as test } from "../support/clinic_test.ts";
import { granted } from "../support/granted.ts";
import { addPerson } from "../support/live_clinic.ts";

const TRAIL = { actorId: null, sessionId: null, action: "audit.searched" };
const START = Date.parse("2026-03-01T00:00:00.000Z");
const HOUR_MS = 3_600_000;

/** Rows an hour apart: every third of another person, every fifth refused, every seventh about one call. */
async function addRows(db: Database, count: number, people: readonly number[]): Promise<void> {
  await db.transaction((sql) =>
    sql`
      insert into audit_log (at, actor_id, action, object_type, object_id, outcome)
      select ${new Date(START)}::timestamptz + n * ${HOUR_MS / 1_000}::integer * interval '1 second',
        case when n % 3 = 0 then ${people[0]!}::integer else ${people[1]!}::integer end,
        case when n % 1000 = 0 then 'user.disabled' when n % 2 = 0 then 'message.sent' else 'message.read' end,
        case when n % 7 = 0 then 'call' else 'message' end, case when n % 7 = 0 then 'c' else n::text end,
        case when n % 5 = 0 then 'refused' else 'done' end
      from generate_series(1, ${count}::integer) g (n) order by g.n`
  );
}

test("the audit log is found by everything that it is asked for, each row once [ADMIN-8]", async (clinic) => {
  const { auditSearch } = await import("../../db/audit_search.ts");
  const { db, patient, doctor } = clinic;
  await addRows(db, 2_100, [patient.id, doctor.id]);
  const audit = auditSearch(db);
  /** All rows of a search that were added, by their number, newest first. */
  const found = async (query: Partial<AuditQuery>) => {
    const numbers: number[] = [];
    let before: number | undefined;
    do {
      const page = await audit.search({ limit: 100, ...query, ...(before && { before }) }, TRAIL);
      assert(page.entries.length <= 100);
      numbers.push(
        ...page.entries.filter((one) => one.at < "2026-09").map((one) =>
          (Date.parse(one.at) - START) / HOUR_MS
        ),
      );
      before = page.next ?? undefined;
    } while (before !== undefined);
    return numbers;
  };
  const expected = (which: (n: number) => boolean) =>
    Array.from({ length: 2_100 }, (_, n) => 2_100 - n).filter(which);
  const cases: [Partial<AuditQuery>, (n: number) => boolean][] = [
    [{}, () => true],
    [{ actorId: patient.id }, (n) => n % 3 === 0],
    [{ action: "user.disabled" }, (n) => n % 1_000 === 0],
    [{ objectType: "call" }, (n) => n % 7 === 0],
    [{ objectType: "message", objectId: "11" }, (n) => n === 11],
    [{ outcome: "refused" }, (n) => n % 5 === 0],
    [{ from: START + 100 * HOUR_MS, until: START + 200 * HOUR_MS }, (n) => n >= 100 && n < 200],
    [{ until: START + 50 * HOUR_MS }, (n) => n < 50],
    [{ from: START + 2_000 * HOUR_MS }, (n) => n >= 2_000],
    [{ from: START - HOUR_MS, until: START }, () => false],
    [{ from: Date.parse("2099-01-01") }, () => false],
    [
      { actorId: patient.id, outcome: "refused", objectType: "call", from: START + 500 * HOUR_MS },
      (n) => n % 105 === 0 && n >= 500,
    ],
  ];
  for (const [query, which] of cases) {
    assertEquals(await found(query), expected(which), JSON.stringify(query));
  }
});

test("each search leaves a row that says who looked for what [ADMIN-9]", async (clinic) => {
  const { auditSearch } = await import("../../db/audit_search.ts");
  const { searchAudit } = await import("../../realtime/search_audit.ts");
  const { db } = clinic;
  const person = await addPerson(db, "Ada Admin", "admin");
  using device = await clinic.open(person);
  const deps = { audit: auditSearch(db) };
  const asking = { who: device.who, address: "192.0.2.9" };
  const first = await searchAudit(deps, asking, { limit: 10 });
  await searchAudit(deps, asking, {
    limit: 10,
    actorId: 3,
    action: "call.placed",
    outcome: "refused",
    before: 9,
  });
  const rows = await db.read((sql) =>
    sql`
      select actor_id, object_type, object_id, outcome, source_address from audit_log
      where action = 'audit.searched' order by id`
  );
  const row = { actor_id: person.id, object_type: "audit", outcome: "done", source_address: "192.0.2.9" };
  assertEquals([...rows], [
    { ...row, object_id: null },
    { ...row, object_id: "actor=3 action=call.placed outcome=refused" },
  ]);
  // A search is no part of what it finds.
  assert(first.ok && !first.value.entries.some((one) => one.action === "audit.searched"));
  for (const role of ["patient", "doctor"] as const) {
    const refused = await searchAudit(deps, { ...asking, who: { ...device.who, role } }, { limit: 1 });
    assertEquals(refused.ok || refused.code, "forbidden");
  }
  const loose = await searchAudit(deps, asking, { limit: 1, objectId: "7" });
  assertEquals(loose.ok || [loose.code, loose.errors?.[0]?.path], ["bad_request", "object_type"]);
});

/** Blocks of 8 KiB that a page of a search may touch: its rows, an index, and the names of people. */
const BLOCKS_MAX = 2_000;

Deno.test({
  name: "no search of a big audit log reads it whole [ADMIN-10]",
  ignore: !granted("read", "write", "run", "net", "env", "sys"),
  async fn() {
    const { readEntries } = await import("../../db/audit_search.ts");
    const { explained, nodesOf, planText } = await import("../support/explained.ts");
    const { testDatabase } = await import("../support/test_database.ts");
    await using test = await testDatabase({ readMs: 30_000, writeMs: 120_000, transactionMs: 120_000 });
    const { db } = test;
    const people = [await addPerson(db, "One", "patient"), await addPerson(db, "Two", "doctor")];
    await addRows(db, 100_000, people.map((one) => one.id));
    await db.write((sql) => sql`vacuum analyze audit_log`);
    const day = (n: number) => START + n * 24 * HOUR_MS;
    const queries: Partial<AuditQuery>[] = [
      {},
      { before: 50_000 },
      { actorId: people[0]!.id },
      { action: "user.disabled" },
      { action: "call.never" },
      { action: "message.sent", from: day(100), until: day(101) },
      { objectType: "call", objectId: "c" },
      { objectType: "call", objectId: "none" },
      { outcome: "refused", until: day(30) },
      { from: day(10), until: day(11) },
      { actorId: people[1]!.id, from: day(2_000), until: day(2_010) },
    ];
    for (const query of queries) {
      const plans: Parameters<typeof explained>[1] = [];
      await explained(db, plans).read((sql) => readEntries(sql, { limit: 50, ...query }));
      for (const plan of plans) {
        const label = `${JSON.stringify(query)}\n${planText(plan)}`;
        const whole = nodesOf(plan.Plan).filter((node) =>
          node["Node Type"] === "Seq Scan" && node["Relation Name"] === "audit_log"
        );
        assertEquals(whole.length, 0, label);
        const blocks = (plan.Plan["Shared Hit Blocks"] ?? 0) + (plan.Plan["Shared Read Blocks"] ?? 0);
        assert(blocks <= BLOCKS_MAX, label);
      }
    }
  },
});
