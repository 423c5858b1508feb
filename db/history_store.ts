import type { UserObject } from "../realtime/core/objects.ts";
import type { HistoryEntryObject } from "../realtime/core/objects.ts";
import { callObjectOf } from "../realtime/core/call_object.ts";
import { type Page, pageOf } from "../realtime/core/page.ts";
import type { HistoryQuery, HistoryStore, TimelineEntry } from "../realtime/ports/history_store.ts";
import { callOf, type CallRow } from "./call_rows.ts";
import { callColumns } from "./call_store.ts";
import type { Database, Sql } from "./database.ts";

type EntryRow = CallRow & { caller: UserObject; callee: UserObject };

/** Lists of calls, newest first. */
export function historyStore(db: Database): HistoryStore {
  return {
    list: (query) => db.read((sql) => listCalls(sql, query)),
    entry: (callId) =>
      db.read(async (sql) => {
        const [row] = await sql<EntryRow[]>`
          select ${entryColumns(sql)} from call_history c where c.call_id = ${callId}`;
        return row && entryOf(row);
      }),
    timeline: (callId) => db.read((sql) => timeline(sql, callId)),
  };
}

async function listCalls(sql: Sql, query: HistoryQuery): Promise<Page<HistoryEntryObject>> {
  const { userId, callType, status, endReason, from, until } = query;
  const where = sql`
    where (c.caller_id = ${userId} or c.callee_id = ${userId})
      ${callType ? sql`and c.call_type = ${callType}` : sql``}
      ${status ? sql`and c.status = ${status}` : sql``}
      ${endReason ? sql`and c.end_reason = ${endReason}` : sql``}
      ${from === undefined ? sql`` : sql`and c.initiated_at >= ${new Date(from)}`}
      ${until === undefined ? sql`` : sql`and c.initiated_at < ${new Date(until)}`}`;
  const [counted] = await sql<{ total: number }[]>`select count(*) as total from call_history c ${where}`;
  const rows = await sql<EntryRow[]>`
    select ${entryColumns(sql)} from call_history c ${where}
    order by c.initiated_at desc, c.id desc
    limit ${query.perPage} offset ${(query.page - 1) * query.perPage}`;
  return pageOf(rows.map(entryOf), Number(counted?.total ?? 0), query);
}

async function timeline(sql: Sql, callId: string): Promise<TimelineEntry[]> {
  const rows = await sql<{ at: Date; actor_id: number | null; action: string }[]>`
    select at, actor_id, action from audit_log
    where object_type = 'call' and object_id = ${callId} and action like 'call.%'
      and action <> 'call.media_attested'
    order by id`;
  return rows.map(({ at, actor_id, action }) => ({ at: at.toISOString(), actor: actor_id, what: action }));
}

function entryColumns(sql: Sql) {
  const person = (column: ReturnType<Sql>) =>
    sql`(select jsonb_build_object('id', u.id, 'name', u.name, 'role', u.role) from users u where u.id = ${column})`;
  return sql`${callColumns(sql)}, ${person(sql`c.caller_id`)} as caller, ${
    person(sql`c.callee_id`)
  } as callee`;
}

function entryOf(row: EntryRow): HistoryEntryObject {
  return { ...callObjectOf(callOf(row)), caller: row.caller, callee: row.callee };
}
