import type { Sql } from "./database.ts";

/** One row of the audit log: who did what to which object, from where, and whether it was done. Never content. */
export interface AuditEntry {
  actorId: number | null;
  sessionId: string | null;
  action: string;
  objectType: string;
  objectId: string | null;
  outcome: "done" | "refused";
  address?: string | null;
}

/** Writes an audit row in the same transaction as what it records. */
export async function writeAudit(sql: Sql, entry: AuditEntry): Promise<void> {
  await sql`
    insert into audit_log (actor_id, session_id, action, object_type, object_id, outcome, source_address)
    values (${entry.actorId}, ${entry.sessionId}, ${entry.action}, ${entry.objectType}, ${entry.objectId},
      ${entry.outcome}, ${entry.address ?? null})`;
}

/** Writes many audit rows at once, in the order given. */
export async function writeAuditRows(sql: Sql, entries: readonly AuditEntry[]): Promise<void> {
  const column = <T>(of: (entry: AuditEntry) => T) => entries.map(of);
  await sql`
    insert into audit_log (actor_id, session_id, action, object_type, object_id, outcome, source_address)
    select * from unnest(
      ${column((one) => one.actorId)}::integer[], ${column((one) => one.sessionId)}::uuid[],
      ${column((one) => one.action)}::text[], ${column((one) => one.objectType)}::text[],
      ${column((one) => one.objectId)}::text[], ${column((one) => one.outcome)}::text[],
      ${column((one) => one.address ?? null)}::text[])`;
}
