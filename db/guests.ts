import { DOOR_CLOSES_AFTER_MS } from "../realtime/core/appointment.ts";
import type { Sql } from "./database.ts";

/** Adds somebody without an account, who belongs to one appointment only; gives their id. */
export async function insertGuest(sql: Sql, name: string): Promise<number> {
  const [row] = await sql<{ id: number }[]>`
    insert into users (name, role, is_guest) values (${name}, 'patient', true) returning id`;
  if (!row) throw new Error("a guest was not stored");
  return row.id;
}

/**
 * When the door closes behind the guest `u`, whatever their session says: 30 minutes after the end of an appointment that is
 * still planned and that a link of theirs leads to; the epoch where there is none. Null for people with an account.
 */
export function guestUntil(sql: Sql) {
  return sql`case when u.is_guest then coalesce((
    select max(a.ends_at) + make_interval(secs => ${DOOR_CLOSES_AFTER_MS / 1_000})
    from invitations i join appointments a on a.id = i.appointment_id
    where i.guest_id = u.id and i.revoked_at is null and a.status = 'scheduled'), 'epoch') end`;
}
