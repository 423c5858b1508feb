import type { Call } from "../../realtime/core/call.ts";
import type { Database } from "../../db/database.ts";
import type { HistoryQuery } from "../../realtime/ports/history_store.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { clinicTest } from "../support/clinic_test.ts";
import { granted } from "../support/granted.ts";

const ROWS = 50_000;
/** A table with more rows than this is not read whole for one list. */
const SMALL_TABLE_ROWS_MAX = 2_500;
const FILL_MS = 120_000;

Deno.test({
  name: "lists of a clinic with 50,000 calls and messages",
  ignore: !granted("read", "write", "run", "net", "env", "sys"),
  async fn(t) {
    const { bigStores, fillClinic, HEAVY, ORDINARY } = await import("../support/big_clinic.ts");
    const { bigLists } = await import("../support/big_lists.ts");
    const { explained, nodesOf } = await import("../support/explained.ts");
    const { testDatabase } = await import("../support/test_database.ts");
    await using test = await testDatabase({ readMs: 30_000, writeMs: FILL_MS, transactionMs: FILL_MS });
    const { db } = test;
    await fillClinic(db, ROWS);
    const stores = await bigStores(db);

    await t.step("no list reads a big table whole [LIST-1]", async () => {
      const big = await bigTables(db);
      assert(
        big.isSupersetOf(new Set(["call_history", "messages", "conversations", "call_quality_metrics"])),
      );
      for (const { name, read } of await bigLists(db, Date.now())) {
        const plans: Parameters<typeof explained>[1] = [];
        await read(await bigStores(explained(db, plans)), 1);
        const nodes = plans.flatMap(({ Plan }) => nodesOf(Plan));
        assert(nodes.length > 0, name);
        const whole = nodes.filter((node) =>
          node["Node Type"].includes("Seq Scan") && big.has(node["Relation Name"] ?? "")
        );
        assertEquals(whole.map((node) => node["Relation Name"]), [], name);
      }
    });

    await t.step(
      "every page of calls, and their total, are those of the plain question [LIST-2]",
      async () => {
        const to = Date.now() - 200 * 86_400_000;
        const filters: Partial<HistoryQuery>[] = [
          {},
          { callType: "voice" },
          { status: "missed" },
          { endReason: "max_duration" },
          { from: to - 300 * 86_400_000 },
          { until: to },
          {
            callType: "video",
            status: "ended",
            endReason: "user_hangup",
            from: to - 300 * 86_400_000,
            until: to,
          },
        ];
        for (const userId of [HEAVY, ...ORDINARY.slice(-2)]) {
          for (const filter of filters) {
            const expected = await plainCalls(db, userId, filter);
            const first = await stores.history.list({ userId, page: 1, perPage: 100, ...filter });
            assertEquals([first.total, first.pages], [expected.length, Math.ceil(expected.length / 100)]);
            for (const page of new Set([1, 2, Math.ceil(first.pages / 2) + 1, first.pages + 1])) {
              const { items } = await stores.history.list({ userId, page, perPage: 100, ...filter });
              const ids = items.map((one) => one.call_id);
              assertEquals(ids, expected.slice((page - 1) * 100, page * 100), JSON.stringify(filter));
            }
          }
        }
      },
    );

    await t.step("conversations come by their last message, with what is unread [LIST-3]", async () => {
      for (const userId of [HEAVY, ...ORDINARY]) {
        const expected = await plainConversations(db, userId);
        const shown = [];
        for (let page = 1; page <= Math.ceil(expected.length / 20); page++) {
          const { items, total } = await stores.conversations.list(userId, { page, perPage: 20 });
          assertEquals(total, expected.length);
          shown.push(...items.map((one) => ({ id: one.conversation_id, unread: one.unread_count })));
        }
        assertEquals(shown, expected);
      }
    });
  },
});

clinicTest("a message moves its conversation up for everybody in it [LIST-4]", async (clinic) => {
  const { addAppointment } = await import("../support/live_clinic.ts");
  await addAppointment(clinic.db, clinic.stranger, clinic.doctor);
  const { conversations } = clinic.live.use.chat;
  const trail = { actorId: null, sessionId: null, action: "seed" };
  const people: [number, number] = [clinic.doctor.id, clinic.stranger.id];
  const opened = await conversations.openDirect(crypto.randomUUID(), people, trail);
  const list = async (userId: number) =>
    (await conversations.list(userId, { page: 1, perPage: 20 })).items.map((one) => one.conversation_id);
  using patient = await clinic.open(clinic.patient);
  using stranger = await clinic.open(clinic.stranger);
  const write = (device: typeof patient, conversation_id: string) =>
    device.ask("chat:message", { conversation_id, body: "hello", client_id: crypto.randomUUID() });
  await write(patient, clinic.conversationId);
  assertEquals(await list(clinic.doctor.id), [clinic.conversationId, opened.conversationId]);
  await write(stranger, opened.conversationId);
  assertEquals(await list(clinic.doctor.id), [opened.conversationId, clinic.conversationId]);
  assertEquals(await list(clinic.stranger.id), [opened.conversationId]);
  await write(patient, clinic.conversationId);
  assertEquals(await list(clinic.doctor.id), [clinic.conversationId, opened.conversationId]);
});

async function bigTables(db: Database): Promise<Set<string>> {
  const rows = await db.read((sql) =>
    sql<{ relname: string }[]>`
      select relname from pg_class where relkind = 'r' and reltuples > ${SMALL_TABLE_ROWS_MAX}`
  );
  return new Set(rows.map((row) => row.relname));
}

async function plainCalls(db: Database, userId: number, filter: Partial<HistoryQuery>): Promise<string[]> {
  type Row = { call_id: string; initiated_at: Date } & Record<"call_type" | "status" | "end_reason", string>;
  const rows = await db.read((sql) =>
    sql<Row[]>`
      select call_id, initiated_at, call_type, status, end_reason from call_history
      where caller_id = ${userId} or callee_id = ${userId} order by initiated_at desc, id desc`
  );
  const { callType, status, endReason, from = -Infinity, until = Infinity } = filter;
  const fits = (wanted: Call["callType"] | Call["status"] | Call["endReason"] | undefined, is: string) =>
    wanted === undefined || wanted === is;
  return rows.filter((row) =>
    fits(callType, row.call_type) && fits(status, row.status) && fits(endReason, row.end_reason) &&
    row.initiated_at.getTime() >= from && row.initiated_at.getTime() < until
  ).map((row) => row.call_id);
}

async function plainConversations(db: Database, userId: number) {
  const rows = await db.read((sql) =>
    sql<{ id: string; unread: number }[]>`
      select c.conversation_id as id, (
          select count(*) from messages m where m.conversation_id = c.conversation_id and m.seq > p.read_seq
            and m.sender_id <> ${userId}) as unread
      from conversations c join conversation_participants p using (conversation_id)
      where p.user_id = ${userId} order by c.last_message_at desc nulls last, p.joined_at desc, c.conversation_id`
  );
  return [...rows];
}
