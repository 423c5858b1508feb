import { APPOINTMENT_MS_MAX } from "../realtime/core/appointment.ts";
import type { AppointmentObject } from "../realtime/core/objects.ts";
import { type Page, pageOf } from "../realtime/core/page.ts";
import type { AppointmentQuery } from "../realtime/ports/appointment_store.ts";
import { appointmentColumns, appointmentOf, type AppointmentRow } from "./appointment_rows.ts";
import type { Sql } from "./database.ts";
import type { PersonKeys } from "./person_keys.ts";

type Fragment = ReturnType<Sql>;

/** One half of the list: which rows, and in which order of their start. */
interface Half {
  where: Fragment;
  order: Fragment;
}

/**
 * One page of appointments: those that go on or come, the next first, then those that are over, the last first. Each half is
 * read in the order of an index on the start, so that a page costs the same however many there are.
 */
export async function listAppointments(
  sql: Sql,
  keys: PersonKeys,
  query: AppointmentQuery,
): Promise<Page<AppointmentObject>> {
  const [coming, over] = halvesOf(sql, query.now);
  const offset = (query.page - 1) * query.perPage;
  const comingCount = await countOf(sql, query, coming);
  const total = comingCount + await countOf(sql, query, over);
  const rows = offset < comingCount ? await rowsOf(sql, query, coming, offset, query.perPage) : [];
  const missing = query.perPage - rows.length;
  if (missing > 0) rows.push(...await rowsOf(sql, query, over, Math.max(0, offset - comingCount), missing));
  return pageOf(await Promise.all(rows.map((row) => appointmentOf(keys, row))), total, query);
}

function halvesOf(sql: Sql, nowMs: number): [Half, Half] {
  const now = new Date(nowMs);
  // What goes on now began within the longest appointment; the lower bound lets the index leave out the past.
  const since = new Date(nowMs - APPOINTMENT_MS_MAX);
  return [
    { where: sql`a.starts_at > ${since} and a.ends_at > ${now}`, order: sql`a.starts_at, a.id` },
    {
      where: sql`a.starts_at <= ${now} and not (a.starts_at > ${since} and a.ends_at > ${now})`,
      order: sql`a.starts_at desc, a.id desc`,
    },
  ];
}

/** The ways in which somebody has appointments, each with an index of its own; without a person all there are. */
function sourcesOf(sql: Sql, userId: number | undefined): Fragment[] {
  if (userId === undefined) return [sql`from appointments a where true`];
  return [
    sql`from appointments a where a.patient_id = ${userId}`,
    sql`from appointments a where a.doctor_id = ${userId}`,
    sql`from appointment_guests g join appointments a on a.id = g.appointment_id where g.user_id = ${userId}`,
  ];
}

function filterOf(sql: Sql, { status, from, until }: AppointmentQuery): Fragment {
  return sql`
    ${status ? sql`and a.status = ${status}` : sql``}
    ${from === undefined ? sql`` : sql`and a.starts_at >= ${new Date(from)}`}
    ${until === undefined ? sql`` : sql`and a.starts_at < ${new Date(until)}`}`;
}

async function countOf(sql: Sql, query: AppointmentQuery, { where }: Half): Promise<number> {
  let total = 0;
  for (const source of sourcesOf(sql, query.userId)) {
    const [row] = await sql<{ count: number }[]>`
      select count(*) as count ${source} and ${where} ${filterOf(sql, query)}`;
    total += row?.count ?? 0;
  }
  return total;
}

async function rowsOf(
  sql: Sql,
  query: AppointmentQuery,
  { where, order }: Half,
  offset: number,
  limit: number,
): Promise<AppointmentRow[]> {
  const parts = sourcesOf(sql, query.userId).map((source) =>
    sql`(select a.id, a.starts_at ${source} and ${where} ${filterOf(sql, query)}
      order by ${order} limit ${offset + limit})`
  );
  const found = parts.reduce((all, part) => sql`${all} union all ${part}`);
  const rows = await sql<AppointmentRow[]>`
    select ${appointmentColumns(sql)}
    from (select a.id from (${found}) a order by ${order} limit ${limit} offset ${offset}) page
    join appointments a on a.id = page.id order by ${order}`;
  return [...rows];
}
