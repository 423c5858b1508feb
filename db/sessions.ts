import type { Role } from "../realtime/core/identity.ts";
import type { NewSession, Sessions, SessionState, SignInTrace } from "../realtime/ports/accounts.ts";
import { writeAudit } from "./audit.ts";
import type { Database, Sql } from "./database.ts";
import { guestUntil } from "./guests.ts";

interface SessionRow {
  session_id: string;
  secret_hash: Uint8Array | null;
  created_at: Date;
  expires_at: Date;
  is_revoked: boolean;
  user_id: number;
  name: string;
  role: Role;
  is_disabled: boolean;
  guest_until: Date | null;
}

/** Sessions in the table `sessions`, each change with its audit row. */
export function sessionStore(db: Database): Sessions {
  return {
    open: (session, trace) => db.transaction((sql) => insertSession(sql, session, trace)),
    refused: (userId, { address }) =>
      db.write((sql) =>
        writeAudit(sql, {
          actorId: null,
          sessionId: null,
          action: "session.opened",
          objectType: "user",
          objectId: userId === undefined ? null : String(userId),
          outcome: "refused",
          address,
        })
      ),
    refusedUse: (sessionId, userId) =>
      db.write((sql) =>
        writeAudit(sql, {
          actorId: userId,
          sessionId,
          action: "session.used",
          objectType: "session",
          objectId: sessionId,
          outcome: "refused",
        })
      ),
    find: (sessionId) => db.read((sql) => findSession(sql, sessionId)),
    async extend(sessionId, expiresAtMs, nowMs) {
      const rows = await db.write((sql) =>
        sql`
          update sessions set expires_at = greatest(expires_at, ${new Date(expiresAtMs)})
          where session_id = ${sessionId} and revoked_at is null and expires_at > ${new Date(nowMs)}
          returning 1`
      );
      return rows.length > 0;
    },
    revoke: (sessionId, nowMs, trace) => db.transaction((sql) => revokeSession(sql, sessionId, nowMs, trace)),
    revokeAll: (userId, nowMs, trace) =>
      db.transaction((sql) => revokeAllSessions(sql, userId, nowMs, trace)),
  };
}

async function insertSession(
  sql: Sql,
  session: NewSession,
  { address, device }: SignInTrace,
): Promise<boolean> {
  // Locked: whoever changes the password or disables the user now ends this session too, or it does not begin.
  const users = await sql`
    select 1 from users where id = ${session.userId} and disabled_at is null
      and (${session.passwordHash ?? null}::text is null or password_hash = ${session.passwordHash ?? null})
    for share`;
  if (users.length === 0) return false;
  await sql`
    insert into sessions (session_id, user_id, secret_hash, created_at, expires_at, device)
    values (${session.sessionId}, ${session.userId}, ${session.secretHash}, ${new Date(session.createdAtMs)},
      ${new Date(session.expiresAtMs)}, ${device ?? null})`;
  await writeAudit(sql, {
    actorId: session.userId,
    sessionId: session.sessionId,
    action: "session.opened",
    objectType: "session",
    objectId: session.sessionId,
    outcome: "done",
    address,
  });
  return true;
}

/** A session with its user as both are now. */
export async function findSession(sql: Sql, sessionId: string): Promise<SessionState | undefined> {
  const [row] = await selectSession(sql, sessionId);
  return row && sessionOf(row);
}

async function selectSession(sql: Sql, sessionId: string): Promise<SessionRow[]> {
  return await sql<SessionRow[]>`
    select s.session_id, s.secret_hash, s.created_at, s.expires_at, s.revoked_at is not null as is_revoked,
      u.id as user_id, u.name, u.role, u.disabled_at is not null as is_disabled,
      ${guestUntil(sql)} as guest_until
    from sessions s join users u on u.id = s.user_id
    where s.session_id = ${sessionId}`;
}

async function revokeSession(
  sql: Sql,
  sessionId: string,
  nowMs: number,
  { address }: SignInTrace,
): Promise<boolean> {
  const [row] = await sql<{ user_id: number }[]>`
    update sessions set revoked_at = ${new Date(nowMs)}
    where session_id = ${sessionId} and revoked_at is null
    returning user_id`;
  if (!row) return false;
  await writeAudit(sql, {
    actorId: row.user_id,
    sessionId,
    action: "session.revoked",
    objectType: "session",
    objectId: sessionId,
    outcome: "done",
    address,
  });
  return true;
}

async function revokeAllSessions(
  sql: Sql,
  userId: number,
  nowMs: number,
  trace: SignInTrace,
): Promise<string[]> {
  const running = await sql<{ session_id: string }[]>`
    select session_id from sessions
    where user_id = ${userId} and revoked_at is null and expires_at > ${new Date(nowMs)}
    order by session_id for update`;
  const ended: string[] = [];
  for (const { session_id } of running) {
    if (await revokeSession(sql, session_id, nowMs, trace)) ended.push(session_id);
  }
  return ended;
}

function sessionOf(row: SessionRow): SessionState {
  // A guest's session ends with their appointment; where that was moved, its end has moved with it.
  const guestUntilMs = row.guest_until?.getTime() ?? Infinity;
  return {
    sessionId: row.session_id,
    secretHash: row.secret_hash ?? undefined,
    createdAtMs: row.created_at.getTime(),
    expiresAtMs: Math.min(row.expires_at.getTime(), guestUntilMs),
    isRevoked: row.is_revoked,
    user: { id: row.user_id, name: row.name, role: row.role, isDisabled: row.is_disabled },
  };
}

/**
 * Those of these sessions that nobody may use any more: revoked, run out, unknown, of a disabled user, or of a guest whose
 * door is closed.
 */
export async function endedSessions(
  db: Database,
  sessionIds: readonly string[],
  nowMs: number,
): Promise<string[]> {
  const rows = await db.read((sql) =>
    sql<{ session_id: string }[]>`
      select s.session_id from sessions s join users u on u.id = s.user_id
      where s.session_id = any(${[...sessionIds]}::uuid[]) and s.revoked_at is null
        and least(s.expires_at, ${guestUntil(sql)}) > ${new Date(nowMs)} and u.disabled_at is null`
  );
  const running = new Set(rows.map((row) => row.session_id));
  return sessionIds.filter((id) => !running.has(id));
}
