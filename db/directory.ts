import type { AppointmentObject, UserObject } from "../realtime/core/objects.ts";
import { pageOf } from "../realtime/core/page.ts";
import type { Directory } from "../realtime/ports/directory.ts";
import type { Database, Sql } from "./database.ts";

interface AppointmentRow {
  id: number;
  patient_id: number;
  doctor_id: number;
  starts_at: Date;
  ends_at: Date;
  status: AppointmentObject["status"];
  reason: string | null;
  version: number;
  patient: UserObject;
  doctor: UserObject;
  guests: UserObject[];
}

/** People and appointments in PostgreSQL. */
export function directory(db: Database): Directory {
  return {
    users: (ids) =>
      db.read((sql) =>
        sql<UserObject[]>`select id, name, role from users where id = any(${[...ids]}::int[])`
      ),
    appointment: (id, userId) =>
      db.read(async (sql) => {
        const [row] = await sql<AppointmentRow[]>`
          select ${appointmentColumns(sql)} from appointments a
          where a.id = ${id} and (a.patient_id = ${userId} or a.doctor_id = ${userId})`;
        return row && appointmentOf(row);
      }),
    appointments: (userId, now, request) =>
      db.read(async (sql) => {
        const mine = sql`from appointments a where (a.patient_id = ${userId} or a.doctor_id = ${userId})`;
        const [counted] = await sql<{ total: number }[]>`select count(*) as total ${mine}`;
        const rows = await sql<AppointmentRow[]>`
          select ${appointmentColumns(sql)} ${mine}
          order by a.ends_at < ${new Date(now)}, abs(extract(epoch from a.starts_at - ${new Date(
          now,
        )}::timestamptz)), a.id
          limit ${request.perPage} offset ${(request.page - 1) * request.perPage}`;
        return pageOf(rows.map(appointmentOf), Number(counted?.total ?? 0), request);
      }),
    acquaintances: (userId) => db.read((sql) => acquaintances(sql, userId)),
  };
}

/** Ids of all who share an appointment or a conversation with this user. */
export async function acquaintances(sql: Sql, userId: number): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`
    select doctor_id as id from appointments where patient_id = ${userId}
    union select patient_id from appointments where doctor_id = ${userId}
    union select other.user_id from conversation_participants mine
      join conversation_participants other using (conversation_id)
      where mine.user_id = ${userId} and other.user_id <> ${userId}`;
  return rows.map((row) => row.id);
}

function appointmentColumns(sql: Sql) {
  return sql`
    a.id, a.patient_id, a.doctor_id, a.starts_at, a.ends_at, a.status, a.reason, a.version,
    (select jsonb_build_object('id', u.id, 'name', u.name, 'role', u.role) from users u where u.id = a.patient_id)
      as patient,
    (select jsonb_build_object('id', u.id, 'name', u.name, 'role', u.role) from users u where u.id = a.doctor_id)
      as doctor,
    (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'role', u.role) order by u.id), '[]')
      from appointment_guests g join users u on u.id = g.user_id where g.appointment_id = a.id) as guests`;
}

function appointmentOf(row: AppointmentRow): AppointmentObject {
  return { ...row, starts_at: row.starts_at.toISOString(), ends_at: row.ends_at.toISOString() };
}
