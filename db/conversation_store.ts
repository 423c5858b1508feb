import type { ConversationObject, MessageObject, UserObject } from "../realtime/core/objects.ts";
import { type Page, pageOf, type PageRequest } from "../realtime/core/page.ts";
import type { ConversationStore, MessageWindow } from "../realtime/ports/conversation_store.ts";
import type { Trail } from "../realtime/ports/trail.ts";
import { appendMessage } from "./append_message.ts";
import { writeAudit } from "./audit.ts";
import type { DataKeys } from "./data_keys.ts";
import type { Database, Sql } from "./database.ts";
import { markMessages } from "./mark_messages.ts";
import { selectMessages } from "./message_rows.ts";

interface ConversationRow {
  conversation_id: string;
  conversation_type: "direct" | "group";
  group_name: string | null;
  last_seq: number;
  last_message_at: Date | null;
  unread_count: number;
  participants: UserObject[];
}

/** Conversations in PostgreSQL; message bodies are Fernet tokens under the sender's data key of the conversation. */
export function conversationStore(db: Database, keys: DataKeys): ConversationStore {
  return {
    participants: (conversationId) =>
      db.read(async (sql) => {
        const rows = await sql<{ user_id: number }[]>`
          select user_id from conversation_participants where conversation_id = ${conversationId} order by user_id`;
        return rows.length > 0 ? rows.map((row) => row.user_id) : undefined;
      }),
    openDirect: (conversationId, users, trail) =>
      db.transaction((sql) => openDirect(sql, conversationId, users, trail)),
    openGroup: (conversationId, users, name, trail) =>
      db.transaction(async (sql) => {
        await sql`
          insert into conversations (conversation_id, conversation_type, group_name)
          values (${conversationId}, 'group', ${name})`;
        await addParticipants(sql, conversationId, users);
        await writeAudit(sql, {
          ...trail,
          objectType: "conversation",
          objectId: conversationId,
          outcome: "done",
        });
      }),
    find: (conversationId, userId) =>
      db.read(async (sql) => {
        const [row] = await selectConversations(
          sql,
          userId,
          sql`select ${conversationId}::uuid as conversation_id`,
        );
        return row;
      }),
    list: (userId, request) => db.read((sql) => listConversations(sql, userId, request)),
    append: async (message, trail) => {
      try {
        return await db.transaction((sql) => appendMessage(sql, keys, message, trail));
      } catch (error) {
        // The same client id at the same moment in another conversation.
        if (violates(error, "messages_sender_id_client_id_key")) return { kind: "conflict" };
        throw error;
      }
    },
    messages: (conversationId, window) => db.read((sql) => listMessages(sql, keys, conversationId, window)),
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

function violates(error: unknown, constraint: string): boolean {
  return error instanceof Error && "constraint_name" in error && error.constraint_name === constraint;
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

async function addParticipants(sql: Sql, conversationId: string, users: readonly number[]): Promise<void> {
  const rows = users.map((user_id) => ({ conversation_id: conversationId, user_id }));
  await sql`insert into conversation_participants ${sql(rows, "conversation_id", "user_id")}`;
}

async function listConversations(
  sql: Sql,
  userId: number,
  request: PageRequest,
): Promise<Page<ConversationObject>> {
  const [[counted], items] = await Promise.all([
    sql<{ total: number }[]>`
      select count(*) as total from conversation_participants where user_id = ${userId}`,
    selectConversations(
      sql,
      userId,
      sql`
        select conversation_id from conversation_participants where user_id = ${userId}
        order by last_message_at desc nulls last, joined_at desc, conversation_id
        limit ${request.perPage} offset ${(request.page - 1) * request.perPage}`,
    ),
  ]);
  return pageOf(items, counted?.total ?? 0, request);
}

/** Those of the conversations with the selected ids that this user takes part in, the last written one first. */
async function selectConversations(
  sql: Sql,
  userId: number,
  ids: ReturnType<Sql>,
): Promise<ConversationObject[]> {
  const rows = await sql<ConversationRow[]>`
    with shown as materialized (${ids})
    select c.conversation_id, c.conversation_type, c.group_name, c.last_seq, c.last_message_at,
      -- Numbers have no gaps, so only what one wrote oneself has to be counted.
      c.last_seq - mine.read_seq - (
        select count(*) from messages m where m.conversation_id = c.conversation_id and m.sender_id = ${userId}
          and m.seq > mine.read_seq) as unread_count,
      (select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'role', u.role) order by u.id)
        from conversation_participants p join users u on u.id = p.user_id
        where p.conversation_id = c.conversation_id) as participants
    from shown join conversations c using (conversation_id)
      join conversation_participants mine on mine.conversation_id = c.conversation_id and mine.user_id = ${userId}
    order by mine.last_message_at desc nulls last, mine.joined_at desc, c.conversation_id`;
  return rows.map((row) => ({
    ...row,
    last_message_at: row.last_message_at?.toISOString() ?? null,
    participant_ids: row.participants.map((one) => one.id),
  }));
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
