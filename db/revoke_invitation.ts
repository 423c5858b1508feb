import type { Trail } from "../realtime/ports/trail.ts";
import { writeAudit } from "./audit.ts";
import type { Sql } from "./database.ts";

/**
 * Withdraws a link inside the caller's transaction. Sessions of who came by it end by themselves where no other link of
 * theirs is left (`guestUntil`); who is not the patient leaves the appointment.
 */
export async function revokeInvitation(
  sql: Sql,
  { appointmentId, invitationId, now }: { appointmentId: number; invitationId: string; now: number },
  trail: Trail,
): Promise<{ repeated: boolean; guestId: number | undefined } | undefined> {
  // Two links of one patient that are withdrawn at the same moment wait for each other here.
  await sql`select 1 from appointments where id = ${appointmentId} for update`;
  const [row] = await sql<{ guest_id: number | null; revoked_at: Date | null }[]>`
    select guest_id, revoked_at from invitations
    where appointment_id = ${appointmentId} and invitation_id = ${invitationId} for update`;
  if (!row) return undefined;
  if (row.revoked_at) return { repeated: true, guestId: undefined };
  await sql`update invitations set revoked_at = ${new Date(now)} where invitation_id = ${invitationId}`;
  await writeAudit(sql, { ...trail, objectType: "invitation", objectId: invitationId, outcome: "done" });
  const left = row.guest_id === null
    ? []
    : await sql`select 1 from invitations where guest_id = ${row.guest_id} and revoked_at is null`;
  if (row.guest_id === null || left.length > 0) return { repeated: false, guestId: undefined };
  const gone = await sql`delete from appointment_guests where user_id = ${row.guest_id} returning 1`;
  if (gone.length > 0) await sql`update appointments set version = version + 1 where id = ${appointmentId}`;
  return { repeated: false, guestId: row.guest_id };
}
