import { DOOR_CLOSES_AFTER_MS } from "../realtime/core/appointment.ts";
import type { AppointmentObject, InvitationObject, UserObject } from "../realtime/core/objects.ts";
import { type Page, pageOf, type PageRequest } from "../realtime/core/page.ts";
import type {
  InvitationStore,
  Invited,
  KnownInvitation,
  NewInvitation,
} from "../realtime/ports/invitation_store.ts";
import type { Trail } from "../realtime/ports/trail.ts";
import { admitGuest } from "./admit_guest.ts";
import { userJson } from "./appointment_rows.ts";
import { writeAudit } from "./audit.ts";
import type { Database, Sql } from "./database.ts";
import type { Keyring } from "./keyring.ts";
import { revokeInvitation } from "./revoke_invitation.ts";

/** Links of one appointment that may work at once. */
export const INVITATIONS_MAX = 20;

/** Invitations in PostgreSQL; what a link carries is kept as its hash, and wrapped by ENCRYPTION_KEY. */
export function invitationStore(db: Database, keyring: Keyring): InvitationStore {
  return {
    make: (invitation, trail) => db.transaction((sql) => insertInvitation(sql, keyring, invitation, trail)),
    find: (tokenHash) => db.read((sql) => findInvitation(sql, tokenHash)),
    admit: (invitationId, name, address) =>
      db.transaction((sql) => admitGuest(sql, { invitationId, name, address })),
    list: (appointmentId, request) => db.read((sql) => listInvitations(sql, appointmentId, request)),
    revoke: (appointmentId, invitationId, now, trail) =>
      db.transaction((sql) => revokeInvitation(sql, { appointmentId, invitationId, now }, trail)),
  };
}

async function insertInvitation(
  sql: Sql,
  keyring: Keyring,
  invitation: NewInvitation,
  trail: Trail,
): Promise<Invited> {
  const { invitationId, appointmentId, madeBy, clientId, token, tokenHash, createdAt } = invitation;
  // The appointment's row is the queue: the same command waits for itself, and links are counted right.
  const [appointment] = await sql<{ guest_id: number | null }[]>`
    select case when u.is_guest then u.id end as guest_id
    from appointments a join users u on u.id = a.patient_id where a.id = ${appointmentId} for update of a`;
  if (!appointment) throw new Error("an appointment has vanished");
  const before = clientId === null ? undefined : await earlier(sql, keyring, invitation, clientId);
  if (before) return before;
  const living = await sql`
    select 1 from invitations where appointment_id = ${appointmentId} and revoked_at is null`;
  if (living.length >= INVITATIONS_MAX) return { kind: "too_many" };
  const inserted = await sql`
    insert into invitations (invitation_id, appointment_id, made_by, client_id, token_hash, wrapped_token, guest_id,
      created_at)
    values (${invitationId}, ${appointmentId}, ${madeBy}, ${clientId}, ${tokenHash},
      ${await keyring.wrap(new TextEncoder().encode(token))}, ${appointment.guest_id}, ${new Date(createdAt)})
    on conflict (made_by, client_id) do nothing returning 1`;
  // The same client id at the same moment for another appointment.
  if (inserted.length === 0) return { kind: "conflict" };
  await writeAudit(sql, { ...trail, objectType: "invitation", objectId: invitationId, outcome: "done" });
  return { kind: "made", invitationId, token, createdAt };
}

interface EarlierRow {
  invitation_id: string;
  appointment_id: number;
  wrapped_token: Uint8Array;
  created_at: Date;
  revoked_at: Date | null;
}

async function earlier(
  sql: Sql,
  keyring: Keyring,
  { appointmentId, madeBy }: NewInvitation,
  clientId: string,
): Promise<Invited | undefined> {
  const [row] = await sql<EarlierRow[]>`
    select invitation_id, appointment_id, wrapped_token, created_at, revoked_at
    from invitations where made_by = ${madeBy} and client_id = ${clientId}`;
  if (!row) return undefined;
  if (row.appointment_id !== appointmentId) return { kind: "conflict" };
  if (row.revoked_at) return { kind: "revoked" };
  const token = await keyring.unwrap(row.wrapped_token);
  if (!token) throw new Error(`the link of invitation ${row.invitation_id} fits no key of ENCRYPTION_KEY`);
  return {
    kind: "repeated",
    invitationId: row.invitation_id,
    token: new TextDecoder().decode(token),
    createdAt: row.created_at.getTime(),
  };
}

interface KnownRow {
  invitation_id: string;
  id: number;
  starts_at: Date;
  ends_at: Date;
  status: AppointmentObject["status"];
  doctor_name: string;
  guest: UserObject | null;
  is_patient: boolean;
}

async function findInvitation(sql: Sql, tokenHash: Uint8Array): Promise<KnownInvitation | undefined> {
  const [row] = await sql<KnownRow[]>`
    select i.invitation_id, a.id, a.starts_at, a.ends_at, a.status, d.name as doctor_name,
      (select ${userJson(sql)} from users u where u.id = i.guest_id) as guest,
      i.guest_id is not distinct from a.patient_id as is_patient
    from invitations i join appointments a on a.id = i.appointment_id join users d on d.id = a.doctor_id
    where i.token_hash = ${tokenHash} and i.revoked_at is null`;
  return row && {
    invitationId: row.invitation_id,
    appointment: {
      id: row.id,
      starts_at: row.starts_at.toISOString(),
      ends_at: row.ends_at.toISOString(),
      status: row.status,
    },
    doctor: { name: row.doctor_name },
    guest: row.guest ?? undefined,
    isPatient: row.is_patient,
  };
}

interface InvitationRow {
  invitation_id: string;
  appointment_id: number;
  created_at: Date;
  ends_at: Date;
  revoked_at: Date | null;
  guest: UserObject | null;
}

async function listInvitations(
  sql: Sql,
  appointmentId: number,
  request: PageRequest,
): Promise<Page<InvitationObject>> {
  const [counted] = await sql<{ count: number }[]>`
    select count(*) as count from invitations where appointment_id = ${appointmentId}`;
  const rows = await sql<InvitationRow[]>`
    select i.invitation_id, i.appointment_id, i.created_at, a.ends_at, i.revoked_at,
      (select ${userJson(sql)} from users u where u.id = i.guest_id) as guest
    from invitations i join appointments a on a.id = i.appointment_id
    where i.appointment_id = ${appointmentId}
    order by i.id desc limit ${request.perPage} offset ${(request.page - 1) * request.perPage}`;
  return pageOf(rows.map(invitationOf), counted?.count ?? 0, request);
}

function invitationOf(row: InvitationRow): InvitationObject {
  return {
    invitation_id: row.invitation_id,
    appointment_id: row.appointment_id,
    created_at: row.created_at.toISOString(),
    expires_at: new Date(row.ends_at.getTime() + DOOR_CLOSES_AFTER_MS).toISOString(),
    revoked_at: row.revoked_at?.toISOString() ?? null,
    guest: row.guest,
  };
}
