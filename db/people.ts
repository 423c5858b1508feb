import { searchOf } from "../realtime/core/people_search.ts";
import type { AccountObject, UserObject } from "../realtime/core/objects.ts";
import { type Page, pageOf } from "../realtime/core/page.ts";
import type { Actor, NewPerson, People, PeopleQuery } from "../realtime/ports/people.ts";
import { accountColumns, accountOf, type AccountRow, auditPerson, type Fragment } from "./account_rows.ts";
import { changePerson } from "./change_person.ts";
import type { Database, Sql } from "./database.ts";
import { endSessions } from "./end_sessions.ts";
import { changePassword, passwordOf, resetPassword, wrongPassword } from "./person_passwords.ts";
import { runningSessions } from "./running_sessions.ts";

/** People in the table `users`. */
export function people(db: Database): People {
  return {
    accounts: (query) => db.read((sql) => listAccounts(sql, query)),
    choices: (query) => db.read((sql) => listChoices(sql, query)),
    find: (userId) => db.read((sql) => findAccount(sql, userId)),
    add: (person, actor) => db.transaction((sql) => addPerson(sql, person, actor)),
    change: (userId, change, actor, nowMs) => changePerson(db, userId, change, { actor, nowMs }),
    passwordOf: (userId) => db.read((sql) => passwordOf(sql, userId)),
    resetPassword: (userId, hash, actor, nowMs) =>
      db.transaction((sql) => resetPassword(sql, userId, hash, { actor, nowMs })),
    changePassword: (from, to, actor, nowMs) =>
      db.transaction((sql) => changePassword(sql, from, to, { actor, nowMs })),
    wrongPassword: (actor) => db.write((sql) => wrongPassword(sql, actor)),
    sessions: (userId, first, nowMs, limit) =>
      db.read((sql) => runningSessions(sql, userId, first, nowMs, limit)),
    endOtherSessions: (actor, nowMs) =>
      db.transaction((sql) => endSessions(sql, actor.userId, { except: actor.sessionId, actor, nowMs })),
  };
}

async function findAccount(sql: Sql, userId: number): Promise<AccountObject | undefined> {
  const [row] = await sql<AccountRow[]>`select ${accountColumns(sql)} from users u where u.id = ${userId}`;
  return row && accountOf(row);
}

async function listAccounts(sql: Sql, query: PeopleQuery): Promise<Page<AccountObject>> {
  const where: Fragment = sql`where not u.is_guest ${narrowed(sql, query, true)}`;
  const { rows, total } = await listRows<AccountRow>(sql, accountColumns(sql), where, query);
  return pageOf(rows.map(accountOf), total, query);
}

async function listChoices(sql: Sql, query: PeopleQuery): Promise<Page<UserObject>> {
  const where: Fragment = sql`
    where not u.is_guest and u.disabled_at is null and u.role in ('patient', 'doctor')
      ${narrowed(sql, query, false)}`;
  const { rows, total } = await listRows<UserObject>(sql, userColumns(sql), where, query);
  return pageOf(rows, total, query);
}

async function listRows<Row extends object>(
  sql: Sql,
  columns: Fragment,
  where: Fragment,
  query: PeopleQuery,
) {
  const [counted] = await sql<{ total: number }[]>`select count(*) as total from users u ${where}`;
  const rows = await sql<Row[]>`
    select ${columns} from users u ${where} order by lower(u.name), u.id
    limit ${query.perPage} offset ${(query.page - 1) * query.perPage}`;
  return { rows: [...rows] as Row[], total: counted?.total ?? 0 };
}

function narrowed(sql: Sql, { q, role, disabled }: PeopleQuery, withEmail: boolean): Fragment {
  const search = searchOf(q ?? "");
  const byName = search?.words
    ? sql`name_words(u.name) @@ to_tsquery('simple', ${search.words})`
    : sql`false`;
  const byEmail = withEmail && search ? sql`u.email like ${search.emailPattern}` : sql`false`;
  return sql`
    ${search ? sql`and (${byName} or ${byEmail})` : sql``}
    ${role === undefined ? sql`` : sql`and u.role = ${role}`}
    ${disabled === undefined ? sql`` : sql`and (u.disabled_at is not null) = ${disabled}`}`;
}

async function addPerson(sql: Sql, person: NewPerson, actor: Actor): Promise<AccountObject | undefined> {
  const { email, name, role, passwordHash } = person;
  const [row] = await sql<AccountRow[]>`
    insert into users as u (email, name, role, password_hash) values (${email}, ${name}, ${role}, ${passwordHash})
    on conflict (email) do nothing returning ${accountColumns(sql)}`;
  if (!row) return undefined;
  await auditPerson(sql, row.id, "user.added", actor);
  return accountOf(row);
}

function userColumns(sql: Sql): Fragment {
  return sql`u.id, u.name, u.role`;
}
