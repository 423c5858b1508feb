import type { AppointmentObject } from "../realtime/core/objects.ts";
import type { AppointmentChange, AppointmentStore, Changed } from "../realtime/ports/appointment_store.ts";
import type { Trail } from "../realtime/ports/trail.ts";
import { listAppointments } from "./appointment_list.ts";
import { appointmentColumns, appointmentOf, type AppointmentRow } from "./appointment_rows.ts";
import { writeAudit } from "./audit.ts";
import { encryptText } from "./data_keys.ts";
import type { Database, Sql } from "./database.ts";
import { insertAppointment } from "./make_appointment.ts";
import type { PersonKeys } from "./person_keys.ts";

/** Appointments in PostgreSQL; what they are about is a Fernet token under the patient's key. */
export function appointmentStore(
  db: Database,
  { keys, now }: { keys: PersonKeys; now(): number },
): AppointmentStore {
  const find = (id: number) => db.read((sql) => findAppointment(sql, keys, id));
  return {
    find,
    async make(appointment, trail) {
      const made = await db.transaction((sql) => insertAppointment(sql, keys, appointment, now(), trail));
      if (made.kind === "conflict" || made.kind === "unknown_person") return made;
      const stored = await find(made.id);
      if (!stored) throw new Error("an appointment has vanished");
      return { kind: made.kind, appointment: stored };
    },
    list: (query) => db.read((sql) => listAppointments(sql, keys, query)),
    change: (id, version, change, trail) =>
      db.transaction((sql) => changeAppointment(sql, keys, { id, version, change, nowMs: now() }, trail)),
  };
}

async function findAppointment(
  sql: Sql,
  keys: PersonKeys,
  id: number,
): Promise<AppointmentObject | undefined> {
  const [row] = await sql<AppointmentRow[]>`
    select ${appointmentColumns(sql)} from appointments a where a.id = ${id}`;
  return row && await appointmentOf(keys, row);
}

async function changeAppointment(
  sql: Sql,
  keys: PersonKeys,
  { id, version, change, nowMs }: { id: number; version: number; change: AppointmentChange; nowMs: number },
  trail: Trail,
): Promise<Changed> {
  // Whoever places a call holds the row too, so that no call gets into an appointment that is being closed.
  const [row] = await sql<{ patient_id: number }[]>`
    select patient_id from appointments where id = ${id} and version = ${version} for update`;
  if (!row) return "stale";
  const { startsAt, endsAt, status, reason } = change;
  if (status === "cancelled" || status === "completed") {
    const live =
      await sql`select 1 from call_history where appointment_id = ${id} and ended_at is null limit 1`;
    if (live.length > 0) return "in_call";
  }
  const columns = {
    version: version + 1,
    ...(startsAt === undefined ? {} : { starts_at: new Date(startsAt) }),
    ...(endsAt === undefined ? {} : { ends_at: new Date(endsAt) }),
    ...(status === undefined ? {} : { status }),
    ...(reason === undefined
      ? {}
      : { reason: null, encrypted_reason: await encrypted(sql, keys, row.patient_id, reason, nowMs) }),
  };
  await sql`update appointments set ${sql(columns)} where id = ${id}`;
  await writeAudit(sql, { ...trail, objectType: "appointment", objectId: String(id), outcome: "done" });
  return "changed";
}

async function encrypted(
  sql: Sql,
  keys: PersonKeys,
  patientId: number,
  reason: string | null,
  nowMs: number,
): Promise<Uint8Array | null> {
  return reason === null ? null : await encryptText(await keys.forPerson(sql, patientId), reason, nowMs);
}
