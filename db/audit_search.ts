import type { AuditEntryObject, AuditOutcome, AuditPageObject } from "../realtime/core/audit_objects.ts";
import type { UserObject } from "../realtime/core/objects.ts";
import type { AuditQuery, AuditSearch } from "../realtime/ports/audit_search.ts";
import { writeAudit } from "./audit.ts";
import type { Database, Sql } from "./database.ts";

/** A row may be older than the one numbered before it by as long as a transaction lasts, and a backup's a little more. */
const OUT_OF_ORDER = "5 minutes";

interface EntryRow {
  id: number;
  at: Date;
  actor: UserObject | null;
  action: string;
  object_type: string;
  object_id: string | null;
  outcome: AuditOutcome;
  source_address: string | null;
}

/** The audit log in PostgreSQL. */
export function auditSearch(db: Database): AuditSearch {
  return {
    search: (query, trail) =>
      db.transaction(async (sql) => {
        const page = await readEntries(sql, query);
        await writeAudit(sql, {
          ...trail,
          objectType: "audit",
          objectId: criteriaOf(query),
          outcome: "done",
        });
        return page;
      }),
  };
}

/** One page of rows, newest first. */
export async function readEntries(sql: Sql, query: AuditQuery): Promise<AuditPageObject> {
  const { actorId, action, objectType, objectId, outcome, before, limit } = query;
  const rows = await sql<EntryRow[]>`
    select a.id, a.at, a.action, a.object_type, a.object_id, a.outcome, a.source_address,
      (select jsonb_build_object('id', u.id, 'name', u.name, 'role', u.role) from users u where u.id = a.actor_id)
        as actor
    from audit_log a
    where true
      ${actorId === undefined ? sql`` : sql`and a.actor_id = ${actorId}`}
      ${action === undefined ? sql`` : sql`and a.action = ${action}`}
      ${objectType === undefined ? sql`` : sql`and a.object_type = ${objectType}`}
      ${objectId === undefined ? sql`` : sql`and a.object_id = ${objectId}`}
      ${outcome === undefined ? sql`` : sql`and a.outcome = ${outcome}`}
      ${before === undefined ? sql`` : sql`and a.id < ${before}`}
      ${periodOf(sql, query)}
    order by a.id desc limit ${limit + 1}`;
  const shown = rows.slice(0, limit).map(entryOf);
  return { entries: shown, next: rows.length > limit ? shown.at(-1)?.id ?? null : null };
}

/** Rows are numbered as they come, so a period is a range of numbers: found by the index of times, then read in order. */
function periodOf(sql: Sql, { from, until }: AuditQuery) {
  const first = from === undefined ? sql`` : sql`
    and a.at >= ${new Date(from)}
    and a.id >= (select id from audit_log where at >= ${new Date(
    from,
  )}::timestamptz - ${OUT_OF_ORDER}::interval
      order by at, id limit 1)`;
  const last = until === undefined ? sql`` : sql`
    and a.at < ${new Date(until)}
    and a.id <= (select id from audit_log where at < ${new Date(
    until,
  )}::timestamptz + ${OUT_OF_ORDER}::interval
      order by at desc, id desc limit 1)`;
  return sql`${first} ${last}`;
}

/** What was searched for, in names and ids. */
function criteriaOf(query: AuditQuery): string | null {
  const { actorId, action, objectType, objectId, outcome } = query;
  const parts = { actor: actorId, action, object: objectType, id: objectId, outcome };
  const said = Object.entries(parts).filter(([, value]) => value !== undefined);
  return said.length === 0 ? null : said.map(([name, value]) => `${name}=${value}`).join(" ");
}

function entryOf(row: EntryRow): AuditEntryObject {
  return { ...row, at: row.at.toISOString() };
}
