import type { Role } from "../realtime/core/identity.ts";
import type { Account, Accounts } from "../realtime/ports/accounts.ts";
import type { Database } from "./database.ts";

interface UserRow {
  id: number;
  name: string;
  role: Role;
  password_hash: string | null;
  is_disabled: boolean;
}

/** Accounts in the table `users`. */
export function userAccounts(db: Database): Accounts {
  return {
    async findByEmail(email) {
      const [row] = await db.read((sql) =>
        sql<UserRow[]>`
          select id, name, role, password_hash, disabled_at is not null as is_disabled
          from users where email = ${email}`
      );
      return row && accountOf(row);
    },
    // Where the hash was changed meanwhile, the person chose a new password, and that one stays.
    async replaceHash(userId, from, to) {
      const rows = await db.write((sql) =>
        sql`update users set password_hash = ${to} where id = ${userId} and password_hash = ${from} returning 1`
      );
      return rows.length > 0;
    },
  };
}

function accountOf(row: UserRow): Account {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    isDisabled: row.is_disabled,
    passwordHash: row.password_hash ?? undefined,
  };
}
