import type { UserObject } from "../realtime/core/objects.ts";
import type { Directory, SharedAppointment } from "../realtime/ports/directory.ts";
import type { Database, Sql } from "./database.ts";

/** People and who shares what with whom, in PostgreSQL. */
export function directory(db: Database): Directory {
  return {
    users: (ids) =>
      db.read(async (sql) => {
        const rows = await sql<(UserObject & { is_guest: boolean })[]>`
          select id, name, role, is_guest from users where id = any(${[...ids]}::int[])`;
        return rows.map(({ is_guest, ...user }) => is_guest ? { ...user, is_guest } : user);
      }),
    appointment: (id, userId) => db.read((sql) => sharedAppointment(sql, id, userId)),
    acquaintances: (userId) => db.read((sql) => acquaintances(sql, userId)),
  };
}

async function sharedAppointment(
  sql: Sql,
  id: number,
  userId: number,
): Promise<SharedAppointment | undefined> {
  const [row] = await sql<{ status: SharedAppointment["status"]; people: number[] }[]>`
    select a.status, array[a.patient_id, a.doctor_id] || array(
      select g.user_id from appointment_guests g where g.appointment_id = a.id order by g.user_id) as people
    from appointments a where a.id = ${id}`;
  return row?.people.includes(userId) ? { id, status: row.status, peopleIds: row.people } : undefined;
}

/** Ids of all who share an appointment that was not cancelled, or a conversation, with this user. */
export async function acquaintances(sql: Sql, userId: number): Promise<number[]> {
  const rows = await sql<{ id: number }[]>`${acquaintanceIds(sql, userId)}`;
  return rows.map((row) => row.id);
}

/** The select of their ids, as `id`. */
export function acquaintanceIds(sql: Sql, userId: number) {
  return sql`
    with mine as (
      select id, patient_id, doctor_id from appointments
        where patient_id = ${userId} and status <> 'cancelled'
      union all select id, patient_id, doctor_id from appointments
        where doctor_id = ${userId} and status <> 'cancelled'
      union all select a.id, a.patient_id, a.doctor_id
        from appointment_guests g join appointments a on a.id = g.appointment_id
        where g.user_id = ${userId} and a.status <> 'cancelled'
    ), known as (
      select patient_id as id from mine
      union select doctor_id from mine
      union select g.user_id from mine join appointment_guests g on g.appointment_id = mine.id
      union select other.user_id from conversation_participants own
        join conversation_participants other using (conversation_id) where own.user_id = ${userId}
    )
    select id from known where id <> ${userId}`;
}
