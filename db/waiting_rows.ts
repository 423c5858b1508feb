import type { UserObject } from "../realtime/core/objects.ts";
import type { GoneReason, WaitingEntry, WaitingStatus } from "../realtime/core/waiting.ts";
import { userJson } from "./appointment_rows.ts";
import { msOf } from "./call_rows.ts";
import type { Sql } from "./database.ts";

/** A row of `waiting`, under the name `w`, with its appointment `a` and its person as JSON. */
export interface WaitingRow {
  appointment_id: number;
  doctor_id: number;
  starts_at: Date;
  ends_at: Date;
  user: UserObject;
  status: WaitingStatus;
  gone_reason: GoneReason | null;
  arrived_at: Date;
  entered_at: Date;
  seen_at: Date;
  gone_at: Date | null;
  postponed_until: Date | null;
  deadline_at: Date | null;
}

/** The columns of WaitingRow. */
export function waitingColumns(sql: Sql) {
  return sql`
    w.appointment_id, w.doctor_id, a.starts_at, a.ends_at, w.status, w.gone_reason, w.arrived_at, w.entered_at,
    w.seen_at, w.gone_at, w.postponed_until, w.deadline_at,
    (select ${userJson(sql)} from users u where u.id = w.user_id) as "user"`;
}

/** The one mapper from a row to an entry. */
export function waitingOf(row: WaitingRow): WaitingEntry {
  return {
    appointmentId: row.appointment_id,
    doctorId: row.doctor_id,
    startsAt: row.starts_at.getTime(),
    endsAt: row.ends_at.getTime(),
    user: row.user,
    status: row.status,
    goneReason: row.gone_reason,
    arrivedAt: row.arrived_at.getTime(),
    enteredAt: row.entered_at.getTime(),
    seenAt: row.seen_at.getTime(),
    goneAt: msOf(row.gone_at),
    postponedUntil: msOf(row.postponed_until),
    deadlineAt: msOf(row.deadline_at),
  };
}
