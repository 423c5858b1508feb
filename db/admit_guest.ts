import type { UserObject } from "../realtime/core/objects.ts";
import type { Admitted } from "../realtime/ports/invitation_store.ts";
import { writeAudit } from "./audit.ts";
import type { Sql } from "./database.ts";
import { insertGuest } from "./guests.ts";

interface Row {
  appointment_id: number;
  guest_id: number | null;
  name: string | null;
  is_patient: boolean;
}

/** Lets somebody in by a link that was not withdrawn, inside the caller's transaction; undefined when it was. */
export async function admitGuest(
  sql: Sql,
  { invitationId, name, address }: { invitationId: string; name: string; address: string | undefined },
): Promise<Admitted | undefined> {
  // First the appointment, then the link, as whoever withdraws it does.
  await sql`
    select 1 from appointments
    where id = (select appointment_id from invitations where invitation_id = ${invitationId}) for update`;
  const [row] = await sql<Row[]>`
    select i.appointment_id, i.guest_id, u.name, i.guest_id is not distinct from a.patient_id as is_patient
    from invitations i join appointments a on a.id = i.appointment_id left join users u on u.id = i.guest_id
    where i.invitation_id = ${invitationId} and i.revoked_at is null for update of i`;
  if (!row) return undefined;
  const guest = (id: number, named: string): UserObject => ({
    id,
    name: named,
    role: "patient",
    is_guest: true,
  });
  // Whom the clinic has named stays who they are, whoever holds one of the links.
  if (row.guest_id !== null && row.name !== null && (row.is_patient || row.name === name)) {
    return { guest: guest(row.guest_id, row.name), changed: false };
  }
  const id = row.guest_id ?? await joinAsGuest(sql, invitationId, row.appointment_id, name);
  if (row.guest_id !== null) await sql`update users set name = ${name} where id = ${id}`;
  await sql`update appointments set version = version + 1 where id = ${row.appointment_id}`;
  await writeAudit(sql, {
    actorId: id,
    sessionId: null,
    action: row.guest_id === null ? "guest.joined" : "guest.renamed",
    objectType: "appointment",
    objectId: String(row.appointment_id),
    outcome: "done",
    address,
  });
  return { guest: guest(id, name), changed: true };
}

async function joinAsGuest(
  sql: Sql,
  invitationId: string,
  appointmentId: number,
  name: string,
): Promise<number> {
  const id = await insertGuest(sql, name);
  await sql`insert into appointment_guests (user_id, appointment_id) values (${id}, ${appointmentId})`;
  await sql`update invitations set guest_id = ${id} where invitation_id = ${invitationId}`;
  return id;
}
