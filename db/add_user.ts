import type { Role } from "../realtime/core/identity.ts";
import { writeAudit } from "./audit.ts";
import type { Database } from "./database.ts";

/** Somebody who may sign in from now on. */
export interface NewUser {
  /** Lower case. */
  email: string;
  name: string;
  role: Role;
  /** PHC string of argon2id. */
  passwordHash: string;
}

/** Adds an account with its audit row; gives its id, or undefined when the e-mail is taken. */
export function addUser(db: Database, user: NewUser): Promise<number | undefined> {
  return db.transaction(async (sql) => {
    const [row] = await sql<{ id: number }[]>`
      insert into users (email, name, role, password_hash)
      values (${user.email}, ${user.name}, ${user.role}, ${user.passwordHash})
      on conflict (email) do nothing returning id`;
    if (!row) return undefined;
    await writeAudit(sql, {
      actorId: null,
      sessionId: null,
      action: "user.added",
      objectType: "user",
      objectId: String(row.id),
      outcome: "done",
    });
    return row.id;
  });
}
