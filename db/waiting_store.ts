import type { WaitingEntry, WaitingQueue } from "../realtime/core/waiting.ts";
import type { Trail } from "../realtime/ports/trail.ts";
import type { DueQuery, DueWaiting, WaitingChange, WaitingStore } from "../realtime/ports/waiting_store.ts";
import { writeAudit } from "./audit.ts";
import type { Database, Sql } from "./database.ts";
import { waitingColumns, waitingOf, type WaitingRow } from "./waiting_rows.ts";

/** Somebody else wrote first; takes the transaction back. */
class Overtaken extends Error {}

/** Who waits, in PostgreSQL. */
export function waitingStore(db: Database): WaitingStore {
  return {
    queue: (doctorId) => db.read((sql) => readQueue(sql, doctorId)),
    ofAppointment: (id) =>
      db.read(async (sql) => {
        const rows = await sql<WaitingRow[]>`
          select ${waitingColumns(sql)} from waiting w join appointments a on a.id = w.appointment_id
          where w.appointment_id = ${id} order by w.user_id`;
        return rows.map(waitingOf);
      }),
    async write(queue, changes, trail) {
      try {
        await db.transaction((sql) => writeChanges(sql, queue, changes, trail));
        return true;
      } catch (error) {
        if (error instanceof Overtaken) return false;
        throw error;
      }
    },
    async renew(userIds, { seenAt, deadlineAt }) {
      await db.write((sql) =>
        sql`
          update waiting set seen_at = ${new Date(seenAt)}, deadline_at = ${new Date(deadlineAt)}
          where user_id = any(${[...userIds]}::int[]) and status = 'waiting'`
      );
    },
    due: (query) => db.read((sql) => readDue(sql, query)),
  };
}

/** The version and the entries in one statement, so that they belong together. */
async function readQueue(sql: Sql, doctorId: number): Promise<WaitingQueue> {
  const rows = await sql<(Partial<WaitingRow> & { version: number })[]>`
    select coalesce(q.version, 0) as version, entry.*
    from (select ${doctorId}::int as doctor) d
    left join waiting_queues q on q.doctor_id = d.doctor
    left join lateral (
      select ${waitingColumns(sql)} from waiting w join appointments a on a.id = w.appointment_id
      where w.doctor_id = d.doctor and w.status <> 'gone'
    ) entry on true`;
  const entries = rows.filter((row): row is WaitingRow & { version: number } => row.status != null);
  return { doctorId, version: rows[0]?.version ?? 0, entries: entries.map(waitingOf) };
}

async function writeChanges(
  sql: Sql,
  { doctorId, version }: Pick<WaitingQueue, "doctorId" | "version">,
  changes: readonly WaitingChange[],
  trail: Trail,
): Promise<void> {
  const [head] = await sql<{ version: number }[]>`
    insert into waiting_queues (doctor_id, version) values (${doctorId}, 1)
    on conflict (doctor_id) do update set version = waiting_queues.version + 1
    where waiting_queues.version = ${version}
    returning version`;
  if (head?.version !== version + 1) throw new Overtaken();
  for (const change of changes) await writeEntry(sql, change);
  for (const appointmentId of new Set(changes.map((one) => one.after.appointmentId))) {
    const objectId = String(appointmentId);
    await writeAudit(sql, { ...trail, objectType: "appointment", objectId, outcome: "done" });
  }
}

/** The deadline is compared too: that a device is still there changes it without a version. */
async function writeEntry(sql: Sql, { before, after }: WaitingChange): Promise<void> {
  const columns = columnsOf(after);
  const rows = before.status === "absent"
    ? await sql`
      insert into waiting ${sql({ ...keyOf(after), ...columns })} on conflict do nothing returning 1`
    : await sql`
      update waiting set ${sql(columns)}
      where appointment_id = ${after.appointmentId} and user_id = ${after.user.id}
        and status = ${before.status} and deadline_at is not distinct from ${timeOf(before.deadlineAt)}
      returning 1`;
  if (rows.length === 0) throw new Overtaken();
}

function keyOf({ appointmentId, user, doctorId }: WaitingEntry) {
  return { appointment_id: appointmentId, user_id: user.id, doctor_id: doctorId };
}

function columnsOf(entry: WaitingEntry) {
  return {
    status: entry.status,
    gone_reason: entry.goneReason,
    arrived_at: timeOf(entry.arrivedAt),
    entered_at: timeOf(entry.enteredAt),
    seen_at: timeOf(entry.seenAt),
    gone_at: timeOf(entry.goneAt),
    postponed_until: timeOf(entry.postponedUntil),
    deadline_at: timeOf(entry.deadlineAt),
  };
}

function timeOf(at: number | null): Date | null {
  return at === null ? null : new Date(at);
}

async function readDue(sql: Sql, { now, endedBefore, here, limit }: DueQuery): Promise<DueWaiting[]> {
  const ended = new Date(endedBefore);
  const rows = await sql<(WaitingRow & { cause: DueWaiting["cause"] })[]>`
    select ${waitingColumns(sql)}, due.cause
    from waiting w
    join appointments a on a.id = w.appointment_id
    cross join lateral (
      select case
        when a.status <> 'scheduled' or a.ends_at <= ${ended} then 'closed'
        when exists (
          select from call_history c join call_participants p on p.call_id = c.call_id
          where c.appointment_id = w.appointment_id and p.user_id = w.user_id
            and (c.accepted_at >= w.entered_at or (c.accepted_at is not null and c.ended_at is null))
        ) then 'admitted'
        when w.status = 'away' and w.user_id = any(${[...here]}::int[]) then 'seen'
        when w.deadline_at <= ${new Date(now)} then 'deadline_passed'
      end as cause
    ) due
    where w.status <> 'gone' and due.cause is not null
    order by w.doctor_id, w.appointment_id, w.user_id limit ${limit}`;
  return rows.map(({ cause, ...row }) => ({ cause, entry: waitingOf(row) }));
}
