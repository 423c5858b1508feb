import { callObjectOf } from "../realtime/core/call_object.ts";
import type { Quality } from "../realtime/core/fields.ts";
import type { HistoryEntryObject, UserObject } from "../realtime/core/objects.ts";
import { type Page, pageOf } from "../realtime/core/page.ts";
import type { QualitySummaryObject } from "../realtime/core/quality_objects.ts";
import type { HistoryQuery, HistoryStore, TimelineEntry } from "../realtime/ports/history_store.ts";
import { callOf, type CallRow } from "./call_rows.ts";
import { callColumns } from "./call_store.ts";
import type { Database, Sql } from "./database.ts";

type EntryRow = CallRow & {
  caller: UserObject;
  callee: UserObject;
  audio_quality: Quality | null;
  video_quality: Quality | null;
  quality?: QualitySummaryObject | null;
};

/** Lists of calls, newest first. */
export function historyStore(db: Database): HistoryStore {
  return {
    list: (query) => db.read((sql) => listCalls(sql, query)),
    entry: (callId) =>
      db.read(async (sql) => {
        const [row] = await sql<EntryRow[]>`
          select ${listColumns(sql)}, c.quality_metrics as quality
          from call_history c where c.call_id = ${callId}`;
        return row && entryOf(row);
      }),
    timeline: (callId) => db.read((sql) => timeline(sql, callId)),
  };
}

function listCalls(sql: Sql, query: HistoryQuery): Promise<Page<HistoryEntryObject>> {
  const { callType, status, endReason, from, until } = query;
  const isNarrowed = [callType, status, endReason, from, until].some((one) => one !== undefined);
  return isNarrowed ? listNarrowed(sql, query) : listAll(sql, query);
}

/** A person's calls are numbered without gaps, so a page is a range of them and costs the same wherever it is. */
async function listAll(
  sql: Sql,
  { userId, page, perPage }: HistoryQuery,
): Promise<Page<HistoryEntryObject>> {
  const [counted] = await sql<{ calls: number }[]>`select calls from call_counts where user_id = ${userId}`;
  const total = counted?.calls ?? 0;
  const newest = total - (page - 1) * perPage;
  const oldest = Math.max(newest - perPage + 1, 1);
  // Number by number, because the planner can't guess how many rows a range of one person's numbers has.
  const rows = await sql<EntryRow[]>`
    select ${listColumns(sql)}
    from generate_series(${newest}::bigint, ${oldest}::bigint, -1) n
      join call_participants mine on mine.user_id = ${userId} and mine.ordinal = n
      join call_history c using (call_id)
    order by n desc`;
  return pageOf(rows.map(entryOf), total, { page, perPage });
}

async function listNarrowed(sql: Sql, query: HistoryQuery): Promise<Page<HistoryEntryObject>> {
  const need = query.page * query.perPage;
  // Nobody calls themselves, so the two sides have no call in common. Both are ordered by an index that holds all that is
  // asked for: only the rows that are shown are looked up.
  const [caller, callee] = [sideOf(sql, query, "caller_id"), sideOf(sql, query, "callee_id")];
  const newest = sql`order by initiated_at desc, id desc`;
  const [[counted], rows] = await Promise.all([
    sql<{ total: number }[]>`select (select count(*) ${caller}) + (select count(*) ${callee}) as total`,
    sql<EntryRow[]>`
      with shown as materialized (
        select id from (
          (select id, initiated_at ${caller} ${newest} limit ${need})
          union all (select id, initiated_at ${callee} ${newest} limit ${need})
        ) as mine ${newest} limit ${query.perPage} offset ${need - query.perPage}
      )
      select ${listColumns(sql)}
      from shown join call_history c using (id) order by c.initiated_at desc, c.id desc`,
  ]);
  return pageOf(rows.map(entryOf), counted?.total ?? 0, query);
}

/** The calls that somebody placed or was called in, narrowed by the filters. */
function sideOf(sql: Sql, query: HistoryQuery, column: "caller_id" | "callee_id") {
  const { userId, callType, status, endReason, from, until } = query;
  return sql`
    from call_history where ${sql(column)} = ${userId}
      ${callType ? sql`and call_type = ${callType}` : sql``}
      ${status ? sql`and status = ${status}` : sql``}
      ${endReason ? sql`and end_reason = ${endReason}` : sql``}
      ${from === undefined ? sql`` : sql`and initiated_at >= ${new Date(from)}`}
      ${until === undefined ? sql`` : sql`and initiated_at < ${new Date(until)}`}`;
}

async function timeline(sql: Sql, callId: string): Promise<TimelineEntry[]> {
  const rows = await sql<{ at: Date; actor_id: number | null; action: string }[]>`
    select at, actor_id, action from audit_log
    where object_type = 'call' and object_id = ${callId} and action like 'call.%'
      and action <> 'call.media_attested'
    order by id`;
  return rows.map(({ at, actor_id, action }) => ({ at: at.toISOString(), actor: actor_id, what: action }));
}

function listColumns(sql: Sql) {
  const person = (column: ReturnType<Sql>) =>
    sql`(select jsonb_build_object('id', u.id, 'name', u.name, 'role', u.role) from users u where u.id = ${column})`;
  return sql`${callColumns(sql)}, ${person(sql`c.caller_id`)} as caller, ${
    person(sql`c.callee_id`)
  } as callee,
    c.quality_metrics ->> 'audio_quality' as audio_quality,
    c.quality_metrics ->> 'video_quality' as video_quality`;
}

function entryOf(row: EntryRow): HistoryEntryObject {
  return {
    ...callObjectOf(callOf(row)),
    caller: row.caller,
    callee: row.callee,
    audio_quality: row.audio_quality ?? undefined,
    video_quality: row.video_quality ?? undefined,
    quality: row.quality ?? undefined,
  };
}
