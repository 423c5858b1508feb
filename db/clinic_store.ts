import type { Quality } from "../realtime/core/fields.ts";
import type { LiveCallObject } from "../realtime/core/clinic_objects.ts";
import type { UserObject } from "../realtime/core/objects.ts";
import { GRADES } from "../realtime/core/quality_grade.ts";
import type { ClinicStore } from "../realtime/ports/clinic_store.ts";
import type { Database, Sql } from "./database.ts";

type LiveRow = Omit<LiveCallObject, "initiated_at" | "connected_at" | "quality"> & {
  initiated_at: Date;
  connected_at: Date | null;
  grades: (Quality | null)[] | null;
};

/** What the database knows of this moment. */
export function clinicStore(db: Database): ClinicStore {
  return {
    liveCalls: (limit, measuredSince) => db.read((sql) => liveCalls(sql, limit, new Date(measuredSince))),
    mayBeHere: (named, limit) =>
      db.read(async (sql) => [
        ...await sql<UserObject[]>`
          select u.id, u.name, u.role from users u
          where u.id = any(${[...named]}::integer[])
            or u.id in (select user_id from user_presence where status <> 'offline')
          order by lower(u.name), u.id limit ${limit}`,
      ]),
    devicesOf: (callId) => db.read((sql) => devicesOf(sql, callId)),
  };
}

/** Calls that have a deadline go on. */
async function liveCalls(sql: Sql, limit: number, since: Date): Promise<LiveCallObject[]> {
  const person = (column: ReturnType<Sql>) =>
    sql`(select jsonb_build_object('id', u.id, 'name', u.name, 'role', u.role) from users u where u.id = ${column})`;
  const rows = await sql<LiveRow[]>`
    select c.call_id, c.call_type, c.status, c.initiated_at, c.connected_at,
      ${person(sql`c.caller_id`)} as caller, ${person(sql`c.callee_id`)} as callee,
      (select array_agg(g.grade) from (
        select distinct on (m.user_id) m.audio_quality, m.video_quality from call_quality_metrics m
        where m.call_id = c.call_id and m."timestamp" >= ${since}
        order by m.user_id, m."timestamp" desc
      ) last, lateral (values (last.audio_quality), (last.video_quality)) as g (grade)) as grades
    from call_history c where c.deadline_at is not null
    order by c.initiated_at, c.id limit ${limit}`;
  return rows.map(({ grades, ...row }) => ({
    ...row,
    initiated_at: row.initiated_at.toISOString(),
    connected_at: row.connected_at?.toISOString() ?? null,
    quality: worstOf(grades ?? []),
  }));
}

function worstOf(grades: readonly (Quality | null)[]): Quality | null {
  const places = grades.flatMap((one) => one === null ? [] : [GRADES.indexOf(one)]);
  return places.length === 0 ? null : GRADES[Math.max(...places)] ?? null;
}

/** By the sessions that placed, answered or measured it. */
async function devicesOf(sql: Sql, callId: string): Promise<{ userId: number; device: string }[]> {
  return [
    ...await sql<{ userId: number; device: string }[]>`
      select distinct a.actor_id as "userId", s.device
      from audit_log a join sessions s using (session_id)
      where a.object_type = 'call' and a.object_id = ${callId} and s.device is not null
        and a.actor_id in (select user_id from call_participants where call_id = ${callId})
      order by 1, 2`,
  ];
}
