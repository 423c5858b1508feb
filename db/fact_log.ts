import type { Fact, FactLog, FactQuery, FactsRead } from "../realtime/ports/fact_log.ts";
import type { Database, Sql } from "./database.ts";

interface FactRow {
  kind: "message" | "message.delivered" | "message.read" | "call" | "appointment" | "conversation";
  /** Null where there is no fact; then the row only says where the transactions are. */
  id: number | null;
  writer: string;
  object_id: string;
  conversation_id: string | null;
  seq: number | null;
  actor_id: number | null;
  at: Date;
  oldest: number;
  next: number;
}

/**
 * Facts by the audit rows that were committed with them. A transaction is numbered when it begins to write and visible when it has
 * ended, so a reader who starts again at the oldest one that was going on passes nothing over (PostgreSQL manual, "System
 * Information Functions", pg_snapshot).
 */
export function factLog(db: Database): FactLog {
  return { since: (query) => db.read((sql) => readFacts(sql, query)) };
}

async function readFacts(sql: Sql, { from, without, users, own, limit }: FactQuery): Promise<FactsRead> {
  const mine = [...users];
  // The end of the range keeps out rows of another cluster, restored into this one, whose transactions had higher numbers; the
  // hour, those with lower ones.
  const rows = await sql<FactRow[]>`
    with horizon as (
      select pg_snapshot_xmin(s)::text::bigint as oldest, pg_snapshot_xmax(s)::text::bigint as next
      from pg_current_snapshot() as s
    ), recent as materialized (
      select a.xact, a.id, a.writer, a.object_type, a.object_id, a.action, a.actor_id, a.at
      from audit_log a
      where a.xact >= ${from} and a.xact < (select next from horizon) and a.outcome = 'done'
        and a.object_type in ('message', 'call', 'appointment', 'conversation')
        and a.writer <> all(${[...without]}::text[]) and a.at > now() - interval '1 hour'
    ), mine as (
      select r.*, m.conversation_id, m.seq from recent r join messages m on m.message_id = r.object_id::uuid
      where r.object_type = 'message' and (r.writer = ${own} or exists (
        select from conversation_participants p
        where p.conversation_id = m.conversation_id and p.user_id = any(${mine}::integer[])))
      union all
      select r.*, null, null from recent r
      where r.object_type = 'call' and (r.writer = ${own} or exists (
        select from call_participants p
        where p.call_id = r.object_id::uuid and p.user_id = any(${mine}::integer[])))
      union all
      select r.*, null, null from recent r join appointments a on a.id = r.object_id::integer
      where r.object_type = 'appointment' and (r.writer = ${own} or a.patient_id = any(${mine}::integer[])
        or a.doctor_id = any(${mine}::integer[]) or exists (
          select from appointment_guests g
          where g.appointment_id = a.id and g.user_id = any(${mine}::integer[])))
      union all
      select r.*, null, null from recent r
      where r.object_type = 'conversation' and (r.writer = ${own} or exists (
        select from conversation_participants p
        where p.conversation_id = r.object_id::uuid and p.user_id = any(${mine}::integer[])))
      order by xact, id limit ${limit}
    )
    select case when f.object_type <> 'message' then f.object_type
        when f.action in ('message.delivered', 'message.read') then f.action else 'message' end as kind,
      f.id, f.writer, f.object_id, f.conversation_id, f.seq, f.actor_id, f.at, h.oldest, h.next
    from horizon h left join mine f on true
    order by f.xact, f.id`;
  const { oldest = from, next = from } = rows[0] ?? {};
  const facts = rows.flatMap((row) =>
    row.id === null ? [] : [{ id: row.id, writer: row.writer, fact: factOf(row) }]
  );
  return { facts, oldest, next };
}

function factOf(row: FactRow): Fact {
  const conversationId = row.conversation_id ?? row.object_id;
  switch (row.kind) {
    case "call":
      return { kind: "call", callId: row.object_id };
    case "appointment":
      return { kind: "appointment", appointmentId: Number(row.object_id) };
    case "conversation":
      return { kind: "conversation", conversationId };
    case "message.delivered":
    case "message.read":
      return {
        kind: "receipt",
        receipt: row.kind === "message.read" ? "read" : "delivered",
        messageId: row.object_id,
        conversationId,
        seq: row.seq ?? 0,
        userId: row.actor_id ?? 0,
        at: row.at.getTime(),
      };
    default:
      return { kind: "message", messageId: row.object_id, conversationId, seq: row.seq ?? 0 };
  }
}
