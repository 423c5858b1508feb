import { nameSearch } from "../realtime/core/name_search.ts";
import type { InboxEntry, UserObject } from "../realtime/core/objects.ts";
import { type Page, pageOf } from "../realtime/core/page.ts";
import { searchOf } from "../realtime/core/people_search.ts";
import type { ContactQuery, Inbox, InboxQuery } from "../realtime/ports/inbox.ts";
import type { Fragment } from "./account_rows.ts";
import { selectConversations } from "./conversation_rows.ts";
import type { DataKeys } from "./data_keys.ts";
import type { Database, Sql } from "./database.ts";
import { acquaintanceIds } from "./directory.ts";
import { selectMessages } from "./message_rows.ts";
import { groupNameColumns, groupNameOf, type GroupNameRow } from "./open_group.ts";
import { PersonKeys } from "./person_keys.ts";

/** Most conversations of one person, the newest, that a search looks through: names of groups have to be decrypted. */
const SEARCHED_MAX = 1_000;

/** Inboxes in PostgreSQL. */
export function inbox(db: Database, keys: DataKeys): Inbox {
  const personKeys = new PersonKeys(keys.keyring);
  return {
    list: (userId, query) => db.read((sql) => listInbox(sql, { keys, personKeys }, userId, query)),
    contacts: (userId, query) => db.read((sql) => listContacts(sql, userId, query)),
  };
}

interface InboxKeys {
  keys: DataKeys;
  personKeys: PersonKeys;
}

async function listInbox(
  sql: Sql,
  { keys, personKeys }: InboxKeys,
  userId: number,
  query: InboxQuery,
): Promise<Page<InboxEntry>> {
  const matches = nameSearch(query.q ?? "");
  const offset = (query.page - 1) * query.perPage;
  const rows = matches
    ? await search(sql, personKeys, { userId, query, matches })
    : await sql<{ conversation_id: string }[]>`
        select p.conversation_id from ${ownConversations(sql, userId, query)}
        limit ${query.perPage} offset ${offset}`;
  const ids = (matches ? rows.slice(offset, offset + query.perPage) : rows).map((row) => row.conversation_id);
  const total = matches ? rows.length : await countOwn(sql, userId, query);
  const shown: Fragment = sql`
    select id as conversation_id, ${userId}::integer as user_id from unnest(${ids}::uuid[]) as id`;
  const [views, messages] = await Promise.all([
    selectConversations(sql, personKeys, shown),
    selectMessages(
      sql,
      keys,
      sql`from messages m join conversations c on c.conversation_id = m.conversation_id and c.last_seq = m.seq
        where c.conversation_id = any(${ids}::uuid[])`,
    ),
  ]);
  const last = new Map(messages.map((one) => [one.conversation_id, one]));
  const items = views.map(({ conversation }) => ({
    ...conversation,
    last_message: last.get(conversation.conversation_id) ?? null,
  }));
  return pageOf(items, total, query);
}

/** One's own conversations under the name `p`, in the order of the list. */
function ownConversations(sql: Sql, userId: number, { unread }: InboxQuery) {
  return sql`conversation_participants p where p.user_id = ${userId} ${unread ? isUnread(sql) : sql``}
    order by p.last_message_at desc nulls last, p.joined_at desc, p.conversation_id`;
}

function isUnread(sql: Sql) {
  return sql`and exists (select 1 from messages m where m.conversation_id = p.conversation_id
    and m.seq > p.read_seq and m.sender_id <> p.user_id)`;
}

async function countOwn(sql: Sql, userId: number, { unread }: InboxQuery): Promise<number> {
  const [counted] = await sql<{ total: number }[]>`
    select count(*) as total from conversation_participants p
    where p.user_id = ${userId} ${unread ? isUnread(sql) : sql``}`;
  return counted?.total ?? 0;
}

type SearchedRow = GroupNameRow & { conversation_id: string; names: string };

async function search(
  sql: Sql,
  keys: PersonKeys,
  { userId, query, matches }: { userId: number; query: InboxQuery; matches: (name: string) => boolean },
): Promise<SearchedRow[]> {
  const rows = await sql<SearchedRow[]>`
    with p as materialized (select p.* from ${ownConversations(sql, userId, query)} limit ${SEARCHED_MAX})
    select p.conversation_id, ${groupNameColumns(sql)}, (select coalesce(string_agg(u.name, ' '), '')
      from conversation_participants o join users u on u.id = o.user_id
      where o.conversation_id = p.conversation_id and o.user_id <> p.user_id) as names
    from p join conversations c using (conversation_id)
    order by p.last_message_at desc nulls last, p.joined_at desc, p.conversation_id`;
  const found = await Promise.all(
    rows.map(async (row) => matches(`${await groupNameOf(keys, row) ?? ""} ${row.names}`)),
  );
  return rows.filter((_, index) => found[index]);
}

async function listContacts(sql: Sql, userId: number, query: ContactQuery): Promise<Page<UserObject>> {
  const { words } = searchOf(query.q ?? "") ?? {};
  // What has no letter in it is nobody's name.
  const named = query.q?.trim()
    ? words ? sql`and name_words(u.name) @@ to_tsquery('simple', ${words})` : sql`and false`
    : sql``;
  const where = sql`where u.disabled_at is null and u.id in (${acquaintanceIds(sql, userId)}) ${named}`;
  const [counted] = await sql<{ total: number }[]>`select count(*) as total from users u ${where}`;
  const rows = await sql<(UserObject & { is_guest: boolean })[]>`
    select u.id, u.name, u.role, u.is_guest from users u ${where} order by lower(u.name), u.id
    limit ${query.perPage} offset ${(query.page - 1) * query.perPage}`;
  const items = rows.map(({ is_guest, ...user }) => is_guest ? { ...user, is_guest: true as const } : user);
  return pageOf(items, counted?.total ?? 0, query);
}
