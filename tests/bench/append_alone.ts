import { writeAudit } from "../../db/audit.ts";
import { encryptText } from "../../db/data_keys.ts";
import type { Database, Sql } from "../../db/database.ts";
import type { FernetKey } from "../../db/fernet.ts";
import type { NewMessage } from "../../realtime/ports/conversation_store.ts";
import type { Trail } from "../../realtime/ports/trail.ts";

/**
 * What a bench compares with: one message in a transaction of its own, statement by statement, with the rows that the
 * store writes. `keyOf` has the sender's key at hand.
 */
export function appendAlone(
  db: Database,
  keyOf: (message: NewMessage) => { id: number; key: FernetKey },
): (message: NewMessage, trail: Trail) => Promise<void> {
  return (message, trail) => db.transaction((sql) => append(sql, message, keyOf(message), trail));
}

async function append(
  sql: Sql,
  message: NewMessage,
  { id, key }: { id: number; key: FernetKey },
  trail: Trail,
): Promise<void> {
  const { messageId, conversationId, senderId, clientId } = message;
  const [head] = await sql<{ last_seq: number }[]>`
    select last_seq from conversations where conversation_id = ${conversationId} for update`;
  await sql`select message_id from messages where sender_id = ${senderId} and client_id = ${clientId}`;
  await sql`select id, wrapped_key from data_keys where conversation_id = ${conversationId} and user_id = ${senderId}`;
  const seq = (head?.last_seq ?? 0) + 1;
  const at = new Date(message.createdAt);
  const body = await encryptText(key, message.body, message.createdAt);
  await sql`
    insert into messages (message_id, conversation_id, seq, sender_id, client_id, data_key_id, encrypted_body,
      message_type, call_id, in_call, created_at, attachment_ids)
    values (${messageId}, ${conversationId}, ${seq}, ${senderId}, ${clientId}, ${id}, ${body}, 'text', null, false,
      ${at}, '[]')`;
  await sql`
    update conversations set last_seq = ${seq}, last_message_at = ${at} where conversation_id = ${conversationId}`;
  await sql`
    update conversation_participants set delivered_seq = ${seq}, read_seq = ${seq}
    where conversation_id = ${conversationId} and user_id = ${senderId}
      and delivered_seq = ${seq - 1} and read_seq = ${seq - 1}`;
  await writeAudit(sql, { ...trail, objectType: "message", objectId: messageId, outcome: "done" });
  await sql`select * from messages where message_id = ${messageId}`;
}
