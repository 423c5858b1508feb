import type { ConversationObject, MessageObject } from "../realtime/core/objects.ts";
import { type Page, pageOf, type PageRequest } from "../realtime/core/page.ts";
import type { ConversationStore, MessageWindow } from "../realtime/ports/conversation_store.ts";
import type { Trail } from "../realtime/ports/trail.ts";
import { writeAudit } from "./audit.ts";
import { selectConversations } from "./conversation_rows.ts";
import type { DataKeys } from "./data_keys.ts";
import type { Database, Sql } from "./database.ts";
import { markMessages } from "./mark_messages.ts";
import { MessageAppender } from "./message_appender.ts";
import { selectMessages } from "./message_rows.ts";
import { addParticipants, openGroup } from "./open_group.ts";
import { PersonKeys } from "./person_keys.ts";

/** Conversations in PostgreSQL; message bodies are Fernet tokens under the sender's data key of the conversation. */
export function conversationStore(db: Database, keys: DataKeys): ConversationStore {
  const appender = new MessageAppender(db, keys);
  const personKeys = new PersonKeys(keys.keyring);
  return {
    participants: (conversationId) =>
      db.read(async (sql) => {
        const rows = await sql<{ user_id: number }[]>`
          select user_id from conversation_participants where conversation_id = ${conversationId} order by user_id`;
        return rows.length > 0 ? rows.map((row) => row.user_id) : undefined;
      }),
    openDirect: (conversationId, users, trail) =>
      db.transaction((sql) => openDirect(sql, conversationId, users, trail)),
    openGroup: (group, trail) => db.transaction((sql) => openGroup(sql, personKeys, group, trail)),
    views: (conversationId) =>
      db.read((sql) =>
        selectConversations(
          sql,
          personKeys,
          sql`
            select conversation_id, user_id from conversation_participants
            where conversation_id = ${conversationId}`,
        )
      ),
    find: (conversationId, userId) =>
      db.read(async (sql) => {
        const [view] = await selectConversations(
          sql,
          personKeys,
          sql`select ${conversationId}::uuid as conversation_id, ${userId}::integer as user_id`,
        );
        return view?.conversation;
      }),
    list: (userId, request) => db.read((sql) => listConversations(sql, personKeys, userId, request)),
    append: (message, trail) => appender.append(message, trail),
    messages: (conversationId, window) => db.read((sql) => listMessages(sql, keys, conversationId, window)),
    messagesById: (ids) =>
      db.read((sql) =>
        selectMessages(
          sql,
          keys,
          sql`from messages m where m.message_id = any(${[...ids]}::uuid[]) order by m.seq`,
        )
      ),
    conversationOf: (messageId) =>
      db.read(async (sql) => {
        const [row] = await sql<{ conversation_id: string }[]>`
          select conversation_id from messages where message_id = ${messageId}`;
        return row?.conversation_id;
      }),
    mark: (kind, messageId, userId, at, trail) =>
      db.transaction((sql) => markMessages(sql, keys, { kind, messageId, userId, at }, trail)),
  };
}

/** The one direct conversation of two people, made when it is not there; inside the caller's transaction. */
export async function openDirect(
  sql: Sql,
  conversationId: string,
  users: [number, number],
  trail: Trail,
): Promise<{ conversationId: string; made: boolean }> {
  const directKey = [...users].sort((a, b) => a - b).join(":");
  const made = await sql`
    insert into conversations (conversation_id, conversation_type, direct_key)
    values (${conversationId}, 'direct', ${directKey}) on conflict (direct_key) do nothing returning 1`;
  if (made.length === 0) {
    const [row] = await sql<{ conversation_id: string }[]>`
      select conversation_id from conversations where direct_key = ${directKey}`;
    if (!row) throw new Error("a direct conversation has vanished");
    return { conversationId: row.conversation_id, made: false };
  }
  await addParticipants(sql, conversationId, users);
  await writeAudit(sql, { ...trail, objectType: "conversation", objectId: conversationId, outcome: "done" });
  return { conversationId, made: true };
}

async function listConversations(
  sql: Sql,
  keys: PersonKeys,
  userId: number,
  request: PageRequest,
): Promise<Page<ConversationObject>> {
  const [[counted], views] = await Promise.all([
    sql<{ total: number }[]>`
      select count(*) as total from conversation_participants where user_id = ${userId}`,
    selectConversations(
      sql,
      keys,
      sql`
        select conversation_id, user_id from conversation_participants where user_id = ${userId}
        order by last_message_at desc nulls last, joined_at desc, conversation_id
        limit ${request.perPage} offset ${(request.page - 1) * request.perPage}`,
    ),
  ]);
  return pageOf(views.map((one) => one.conversation), counted?.total ?? 0, request);
}

async function listMessages(
  sql: Sql,
  keys: DataKeys,
  conversationId: string,
  window: MessageWindow,
): Promise<Page<MessageObject>> {
  const [head] = await sql<{ last_seq: number }[]>`
    select last_seq from conversations where conversation_id = ${conversationId}`;
  const from = sql`from messages m where m.conversation_id = ${conversationId}`;
  const total = Number(head?.last_seq ?? 0);
  if (window.kind === "after") {
    const items = await selectMessages(
      sql,
      keys,
      sql`${from} and m.seq > ${window.seq} order by m.seq limit ${window.limit}`,
    );
    return pageOf(items, total, { page: 1, perPage: window.limit });
  }
  // Numbers have no gaps, so a page is a range of them and costs the same wherever it is.
  const perPage = window.kind === "page" ? window.request.perPage : window.limit;
  const page = window.kind === "page" ? window.request.page : 1;
  const newest = window.kind === "page" ? total - (page - 1) * perPage : window.seq - 1;
  const items = await selectMessages(
    sql,
    keys,
    sql`${from} and m.seq <= ${newest} and m.seq > ${newest - perPage} order by m.seq`,
  );
  return pageOf(items, total, { page, perPage });
}
