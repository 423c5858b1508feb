import type { AppointmentObject, UserObject } from "../realtime/core/objects.ts";
import { decryptText } from "./data_keys.ts";
import type { Sql } from "./database.ts";
import type { PersonKeys } from "./person_keys.ts";

/** A row of `appointments`, under the name `a`, with its people as JSON. */
export interface AppointmentRow {
  id: number;
  patient_id: number;
  doctor_id: number;
  starts_at: Date;
  ends_at: Date;
  status: AppointmentObject["status"];
  /** Of rows from before there was `encrypted_reason`. */
  reason: string | null;
  encrypted_reason: Uint8Array | null;
  /** Of the patient; missing once it was destroyed. */
  wrapped_key: Uint8Array | null;
  version: number;
  patient: UserObject;
  doctor: UserObject;
  guests: UserObject[];
}

/** The columns of AppointmentRow. */
export function appointmentColumns(sql: Sql) {
  return sql`
    a.id, a.patient_id, a.doctor_id, a.starts_at, a.ends_at, a.status, a.reason, a.encrypted_reason, a.version,
    (select k.wrapped_key from person_keys k where k.user_id = a.patient_id and a.encrypted_reason is not null)
      as wrapped_key,
    (select ${userJson(sql)} from users u where u.id = a.patient_id) as patient,
    (select ${userJson(sql)} from users u where u.id = a.doctor_id) as doctor,
    (select coalesce(jsonb_agg(${userJson(sql)} order by u.id), '[]')
      from appointment_guests g join users u on u.id = g.user_id where g.appointment_id = a.id) as guests`;
}

/** A user under the name `u` as UserObject; `is_guest` only where it is true. */
export function userJson(sql: Sql) {
  return sql`jsonb_build_object('id', u.id, 'name', u.name, 'role', u.role)
    || case when u.is_guest then jsonb_build_object('is_guest', true) else '{}' end`;
}

/** The one mapper from a row to an appointment; throws when its reason was changed or moved. */
export async function appointmentOf(keys: PersonKeys, row: AppointmentRow): Promise<AppointmentObject> {
  const { encrypted_reason: _, wrapped_key: __, ...rest } = row;
  return {
    ...rest,
    reason: await reasonOf(keys, row),
    starts_at: row.starts_at.toISOString(),
    ends_at: row.ends_at.toISOString(),
  };
}

async function reasonOf(keys: PersonKeys, row: AppointmentRow): Promise<string | null> {
  if (!row.encrypted_reason) return row.reason;
  // Without its key the text is erased.
  if (!row.wrapped_key) return null;
  return await decryptText(await keys.open(row.patient_id, row.wrapped_key), row.encrypted_reason);
}
