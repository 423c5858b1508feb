import type { Actor, PasswordHolder } from "../realtime/ports/people.ts";
import { auditPerson } from "./account_rows.ts";
import type { Sql } from "./database.ts";
import { endSessions } from "./end_sessions.ts";

interface Circumstances {
  actor: Actor;
  nowMs: number;
}

export async function passwordOf(sql: Sql, userId: number): Promise<PasswordHolder | undefined> {
  const [row] = await sql<{ email: string | null; name: string; password_hash: string | null }[]>`
    select email, name, password_hash from users where id = ${userId}`;
  return row && { email: row.email, name: row.name, passwordHash: row.password_hash ?? undefined };
}

export async function resetPassword(
  sql: Sql,
  userId: number,
  hash: string,
  { actor, nowMs }: Circumstances,
): Promise<string[] | undefined> {
  const rows = await sql`
    update users set password_hash = ${hash} where id = ${userId} and not is_guest returning 1`;
  if (rows.length === 0) return undefined;
  await auditPerson(sql, userId, "user.password_reset", actor);
  return await endSessions(sql, userId, { except: null, actor, nowMs });
}

export async function changePassword(
  sql: Sql,
  from: string,
  to: string,
  { actor, nowMs }: Circumstances,
): Promise<string[] | undefined> {
  const rows = await sql`
    update users set password_hash = ${to} where id = ${actor.userId} and password_hash = ${from} returning 1`;
  if (rows.length === 0) return undefined;
  await auditPerson(sql, actor.userId, "user.password_changed", actor);
  return await endSessions(sql, actor.userId, { except: actor.sessionId, actor, nowMs });
}

export function wrongPassword(sql: Sql, actor: Actor): Promise<void> {
  return auditPerson(sql, actor.userId, "user.password_changed", actor, "refused");
}
