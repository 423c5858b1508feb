import { areEqualBytes } from "../realtime/core/equal_bytes.ts";
import type { Role } from "../realtime/core/identity.ts";
import type { NewAppointment, NewPatient } from "../realtime/ports/appointment_store.ts";
import type { Trail } from "../realtime/ports/trail.ts";
import { writeAudit } from "./audit.ts";
import { encryptText } from "./data_keys.ts";
import type { Sql } from "./database.ts";
import { insertGuest } from "./guests.ts";
import { type PersonKeys, printOf } from "./person_keys.ts";

/** What became of it inside the transaction. */
export type Inserted =
  | { kind: "made" | "repeated"; id: number }
  | { kind: "conflict" }
  | { kind: "unknown_person"; role: "patient" | "doctor" };

/** Taken with the two numbers of who makes it and of the client id, so that the same command waits for itself. */
const LOCK_SPACE = 7_332_002;

/** Makes an appointment inside the caller's transaction, and its patient where they have no account. */
export async function insertAppointment(
  sql: Sql,
  keys: PersonKeys,
  appointment: NewAppointment,
  nowMs: number,
  trail: Trail,
): Promise<Inserted> {
  const { patient, doctorId, startsAt, endsAt, reason, createdBy, clientId } = appointment;
  if (clientId !== null) {
    // A patient without an account would otherwise be made twice before the unique key speaks.
    await sql`select pg_advisory_xact_lock(${LOCK_SPACE}, hashtext(${`${createdBy}:${clientId}`}))`;
    const before = await earlier(sql, keys, appointment, clientId);
    if (before) return before;
  }
  if (!await isThere(sql, doctorId, "doctor")) return { kind: "unknown_person", role: "doctor" };
  const patientId = await patientOf(sql, patient);
  if (patientId === undefined) return { kind: "unknown_person", role: "patient" };
  const key = await keys.forPerson(sql, patientId);
  const [row] = await sql<{ id: number }[]>`
    insert into appointments (patient_id, doctor_id, starts_at, ends_at, encrypted_reason, created_by, client_id,
      command_print)
    values (${patientId}, ${doctorId}, ${new Date(startsAt)}, ${new Date(endsAt)},
      ${reason === null ? null : await encryptText(key, reason, nowMs)}, ${createdBy}, ${clientId},
      ${await printOf(key, commandText(appointment))})
    returning id`;
  if (!row) throw new Error("an appointment was not stored");
  await writeAudit(sql, { ...trail, objectType: "appointment", objectId: String(row.id), outcome: "done" });
  return { kind: "made", id: row.id };
}

async function earlier(
  sql: Sql,
  keys: PersonKeys,
  appointment: NewAppointment,
  clientId: string,
): Promise<Inserted | undefined> {
  const [row] = await sql<
    { id: number; patient_id: number; command_print: Uint8Array | null; wrapped_key: Uint8Array | null }[]
  >`
    select a.id, a.patient_id, a.command_print, k.wrapped_key
    from appointments a left join person_keys k on k.user_id = a.patient_id
    where a.created_by = ${appointment.createdBy} and a.client_id = ${clientId}`;
  if (!row) return undefined;
  if (!row.command_print || !row.wrapped_key) return { kind: "conflict" };
  const print = await printOf(await keys.open(row.patient_id, row.wrapped_key), commandText(appointment));
  return areEqualBytes(print, row.command_print) ? { kind: "repeated", id: row.id } : { kind: "conflict" };
}

function commandText({ patient, doctorId, startsAt, endsAt, reason }: NewAppointment): string {
  return `appointment ${JSON.stringify([patient, doctorId, startsAt, endsAt, reason])}`;
}

/** The patient's id: somebody who is there, or the guest made for this appointment. */
async function patientOf(sql: Sql, patient: NewPatient): Promise<number | undefined> {
  if ("name" in patient) return await insertGuest(sql, patient.name);
  return await isThere(sql, patient.id, "patient") ? patient.id : undefined;
}

/** Whether somebody with an account has this role; locked, so that they are not disabled at the same moment. */
async function isThere(sql: Sql, userId: number, role: Role): Promise<boolean> {
  const rows = await sql`
    select 1 from users where id = ${userId} and role = ${role} and disabled_at is null and not is_guest for share`;
  return rows.length > 0;
}
