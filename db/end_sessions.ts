import type { Actor } from "../realtime/ports/people.ts";
import type { Sql } from "./database.ts";

/** Ends the running sessions of a person, but for one where it is named, each with its audit row; gives their ids. */
export async function endSessions(
  sql: Sql,
  userId: number,
  { except, actor, nowMs }: { except: string | null; actor: Actor; nowMs: number },
): Promise<string[]> {
  const now = new Date(nowMs);
  const rows = await sql<{ session_id: string }[]>`
    with ended as (
      update sessions set revoked_at = ${now}
      where user_id = ${userId} and revoked_at is null and expires_at > ${now}
        and session_id is distinct from ${except}::uuid
      returning session_id
    )
    insert into audit_log (actor_id, session_id, action, object_type, object_id, outcome, source_address)
    select ${actor.userId}::int, ${actor.sessionId}::uuid, 'session.revoked', 'session', session_id::text, 'done',
      ${actor.address ?? null}::text
    from ended
    returning object_id as session_id`;
  return rows.map((row) => row.session_id);
}
