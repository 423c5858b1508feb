import type { RunningSession } from "../realtime/ports/people.ts";
import type { Sql } from "./database.ts";

/** Sessions of a person that run, one of them first and then the newest, with where they were opened from. */
export async function runningSessions(
  sql: Sql,
  userId: number,
  first: string,
  nowMs: number,
  limit: number,
): Promise<RunningSession[]> {
  const rows = await sql<
    {
      session_id: string;
      created_at: Date;
      device: string | null;
      is_external: boolean;
      source_address: string | null;
    }[]
  >`
    select s.session_id, s.created_at, s.device, s.secret_hash is null as is_external, (
      select a.source_address from audit_log a
      where a.object_type = 'session' and a.object_id = s.session_id::text and a.action = 'session.opened'
      order by a.id limit 1
    ) as source_address
    from sessions s
    where s.user_id = ${userId} and s.revoked_at is null and s.expires_at > ${new Date(nowMs)}
    order by s.session_id = ${first} desc, s.created_at desc, s.session_id limit ${limit}`;
  return rows.map((row) => ({
    sessionId: row.session_id,
    createdAtMs: row.created_at.getTime(),
    address: row.source_address ?? undefined,
    device: row.device ?? undefined,
    isExternal: row.is_external,
  }));
}
