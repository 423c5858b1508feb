import type { Role } from "../realtime/core/identity.ts";
import type { AccountObject } from "../realtime/core/objects.ts";
import type { Actor } from "../realtime/ports/people.ts";
import { writeAudit } from "./audit.ts";
import type { Sql } from "./database.ts";

/** A piece of a statement. */
export type Fragment = ReturnType<Sql>;

export interface AccountRow {
  id: number;
  name: string;
  role: Role;
  email: string | null;
  disabled: boolean;
  is_guest: boolean;
  created_at: Date;
}

/** The columns of an AccountRow, from users under the name `u`. */
export function accountColumns(sql: Sql): Fragment {
  return sql`
    u.id, u.name, u.role, u.email, u.disabled_at is not null as disabled, u.is_guest, u.created_at`;
}

export function accountOf({ is_guest, ...row }: AccountRow): AccountObject {
  return { ...row, created_at: row.created_at.toISOString(), ...(is_guest && { is_guest }) };
}

/** One audit row about a person. */
export function auditPerson(
  sql: Sql,
  userId: number,
  action: string,
  actor: Actor,
  outcome: "done" | "refused" = "done",
): Promise<void> {
  return writeAudit(sql, {
    actorId: actor.userId,
    sessionId: actor.sessionId,
    action,
    objectType: "user",
    objectId: String(userId),
    outcome,
    address: actor.address,
  });
}
