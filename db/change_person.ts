import {
  accountActions,
  type AccountChange,
  accountRefusal,
  endsSessions,
} from "../realtime/core/account_change.ts";
import type { AccountObject } from "../realtime/core/objects.ts";
import type { Actor, Changed } from "../realtime/ports/people.ts";
import { accountColumns, accountOf, type AccountRow, auditPerson } from "./account_rows.ts";
import type { Database, Sql } from "./database.ts";
import { endSessions } from "./end_sessions.ts";

/** One at a time, across instances. */
const CHANGE_LOCK = 7_332_003;

interface Circumstances {
  actor: Actor;
  nowMs: number;
}

/** Changes somebody; see `People.change`. */
export async function changePerson(
  db: Database,
  userId: number,
  change: AccountChange,
  circumstances: Circumstances,
): Promise<Changed> {
  try {
    return await db.transaction((sql) => changeIn(sql, userId, change, circumstances));
  } catch (error) {
    if (isTakenEmail(error)) return { kind: "email_taken" };
    throw error;
  }
}

async function changeIn(
  sql: Sql,
  userId: number,
  change: AccountChange,
  { actor, nowMs }: Circumstances,
): Promise<Changed> {
  // One change after the other: of two administrators who disable each other at once, the second finds itself disabled.
  // So whoever changes anything is an enabled administrator, and stays one. Row locks would deadlock here: two changes that
  // began before and after somebody became an administrator lock the administrators in different orders.
  await sql`select pg_advisory_xact_lock(${CHANGE_LOCK})`;
  const [actorRow] = await sql`
    select 1 from users where id = ${actor.userId} and role = 'admin' and disabled_at is null`;
  if (!actorRow) return { kind: "actor_lost" };
  const [row] = await sql<AccountRow[]>`
    select ${accountColumns(sql)} from users u where u.id = ${userId} for no key update`;
  if (!row) return { kind: "absent" };
  const account = accountOf(row);
  const actions = accountActions(account, change);
  const refusal = accountRefusal(account, actions, actor.userId);
  if (refusal) return { kind: refusal };
  if (actions.length === 0) return { kind: "changed", person: account, ended: [] };
  const person = await writeChange(sql, account, change, nowMs);
  for (const action of actions) await auditPerson(sql, userId, action, actor);
  const ended = endsSessions(actions) ? await endSessions(sql, userId, { except: null, actor, nowMs }) : [];
  return { kind: "changed", person, ended };
}

async function writeChange(
  sql: Sql,
  account: AccountObject,
  change: AccountChange,
  nowMs: number,
): Promise<AccountObject> {
  const { name, role, email, disabled } = { ...account, ...withoutUndefined(change) };
  const [row] = await sql<AccountRow[]>`
    update users u set name = ${name}, role = ${role}, email = ${email},
      disabled_at = case when ${disabled} then coalesce(u.disabled_at, ${new Date(nowMs)}) end
    where u.id = ${account.id} returning ${accountColumns(sql)}`;
  if (!row) throw new Error("a locked user has vanished");
  return accountOf(row);
}

function withoutUndefined(change: AccountChange): Partial<AccountChange> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

function isTakenEmail(error: unknown): boolean {
  return error instanceof Error && "constraint_name" in error &&
    error.constraint_name === "users_email_unique";
}
