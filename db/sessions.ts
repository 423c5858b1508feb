import type { Role } from "../realtime/core/identity.ts";
import type { NewSession, Sessions, SessionState, SignInTrace } from "../realtime/ports/accounts.ts";
import { writeAudit } from "./audit.ts";
import type { Database, Sql } from "./database.ts";

interface SessionRow {
  session_id: string;
  secret_hash: Uint8Array;
  created_at: Date;
  expires_at: Date;
  is_revoked: boolean;
  user_id: number;
  name: string;
  role: Role;
  is_disabled: boolean;
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
    async find(sessionId) {
      const [row] = await db.read((sql) => selectSession(sql, sessionId));
      return row && sessionOf(row);
    },
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
  };
}

async function insertSession(sql: Sql, session: NewSession, { address }: SignInTrace): Promise<void> {
  await sql`
    insert into sessions (session_id, user_id, secret_hash, created_at, expires_at)
    values (${session.sessionId}, ${session.userId}, ${session.secretHash}, ${new Date(session.createdAtMs)},
      ${new Date(session.expiresAtMs)})`;
  await writeAudit(sql, {
    actorId: session.userId,
    sessionId: session.sessionId,
    action: "session.opened",
    objectType: "session",
    objectId: session.sessionId,
    outcome: "done",
    address,
  });
}

async function selectSession(sql: Sql, sessionId: string): Promise<SessionRow[]> {
  return await sql<SessionRow[]>`
    select s.session_id, s.secret_hash, s.created_at, s.expires_at, s.revoked_at is not null as is_revoked,
      u.id as user_id, u.name, u.role, u.disabled_at is not null as is_disabled
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

function sessionOf(row: SessionRow): SessionState {
  return {
    sessionId: row.session_id,
    secretHash: row.secret_hash,
    createdAtMs: row.created_at.getTime(),
    expiresAtMs: row.expires_at.getTime(),
    isRevoked: row.is_revoked,
    user: { id: row.user_id, name: row.name, role: row.role, isDisabled: row.is_disabled },
  };
}

/** Those of these sessions that nobody may use any more: revoked, run out, unknown, or of a disabled user. */
export async function endedSessions(
  db: Database,
  sessionIds: readonly string[],
  nowMs: number,
): Promise<string[]> {
  const rows = await db.read((sql) =>
    sql<{ session_id: string }[]>`
      select s.session_id from sessions s join users u on u.id = s.user_id
      where s.session_id = any(${[...sessionIds]}::uuid[]) and s.revoked_at is null
        and s.expires_at > ${new Date(nowMs)} and u.disabled_at is null`
  );
  const running = new Set(rows.map((row) => row.session_id));
  return sessionIds.filter((id) => !running.has(id));
}
