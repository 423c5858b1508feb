import type { Appended, NewMessage } from "../realtime/ports/conversation_store.ts";
import type { Trail } from "../realtime/ports/trail.ts";
import { writeAudit } from "./audit.ts";
import { type DataKeys, encryptText } from "./data_keys.ts";
import type { Sql } from "./database.ts";
import { selectMessages } from "./message_rows.ts";

/** Writes one message with the next number of its conversation, inside the caller's transaction. */
export async function appendMessage(
  sql: Sql,
  keys: DataKeys,
  message: NewMessage,
  trail: Trail,
): Promise<Appended> {
  // The conversation's row is the queue: whoever holds it has the next number, so numbers have no gaps.
  const [head] = await sql<{ last_seq: number }[]>`
    select last_seq from conversations where conversation_id = ${message.conversationId} for update`;
  if (!head) throw new Error("a conversation has vanished");
  const before = await earlier(sql, keys, message);
  if (before) return before;
  const field = await unknownReference(sql, message);
  if (field) return { kind: "unknown_reference", field };
  await insert(sql, keys, message, head.last_seq + 1);
  await writeAudit(sql, { ...trail, objectType: "message", objectId: message.messageId, outcome: "done" });
  const [stored] = await selectMessages(
    sql,
    keys,
    sql`from messages m where m.message_id = ${message.messageId}`,
  );
  if (!stored) throw new Error("a written message has vanished");
  return { kind: "appended", message: stored };
}

async function earlier(sql: Sql, keys: DataKeys, message: NewMessage): Promise<Appended | undefined> {
  const [stored] = await selectMessages(
    sql,
    keys,
    sql`from messages m where m.sender_id = ${message.senderId} and m.client_id = ${message.clientId}`,
  );
  if (!stored) return undefined;
  const same = stored.conversation_id === message.conversationId && stored.body === message.body &&
    stored.message_type === message.messageType &&
    stored.call_id === (message.callId?.toLowerCase() ?? null) &&
    JSON.stringify(stored.attachment_ids) === JSON.stringify(message.attachmentIds);
  return same ? { kind: "repeated", message: stored } : { kind: "conflict" };
}

async function unknownReference(
  sql: Sql,
  { callId, attachmentIds, senderId }: NewMessage,
): Promise<"call_id" | "attachment_ids" | undefined> {
  if (callId !== null) {
    const own =
      await sql`select 1 from call_participants where call_id = ${callId} and user_id = ${senderId}`;
    if (own.length === 0) return "call_id";
  }
  const named = new Set(attachmentIds);
  if (named.size === 0) return undefined;
  const own = await sql`
    select 1 from attachments where owner_id = ${senderId} and attachment_id = any(${[...named]}::uuid[])`;
  return own.length === named.size ? undefined : "attachment_ids";
}

async function insert(sql: Sql, keys: DataKeys, message: NewMessage, seq: number): Promise<void> {
  const { id, key } = await keys.forSender(sql, message.conversationId, message.senderId);
  const body = await encryptText(key, message.body, message.createdAt);
  const at = new Date(message.createdAt);
  await sql`
    insert into messages (message_id, conversation_id, seq, sender_id, client_id, data_key_id, encrypted_body,
      message_type, call_id, in_call, created_at, attachment_ids)
    select ${message.messageId}, ${message.conversationId}, ${seq}::bigint, ${message.senderId}::integer,
      ${message.clientId}, ${id}::bigint, ${body}, ${message.messageType}, ${message.callId}::uuid,
      exists (select 1 from call_history where call_id = ${message.callId}::uuid and ended_at is null), ${at},
      ${sql.json(message.attachmentIds)}`;
  await sql`
    update conversations set last_seq = ${seq}, last_message_at = ${at}
    where conversation_id = ${message.conversationId}`;
  // What one wrote one has read.
  await sql`
    update conversation_participants set delivered_seq = ${seq}, read_seq = ${seq}
    where conversation_id = ${message.conversationId} and user_id = ${message.senderId}
      and delivered_seq = ${seq - 1} and read_seq = ${seq - 1}`;
}
