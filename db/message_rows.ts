import type { MessageStatus, MessageType } from "../realtime/core/fields.ts";
import type { AttachmentObject, MessageObject } from "../realtime/core/objects.ts";
import { type DataKeys, decryptText } from "./data_keys.ts";
import type { Sql } from "./database.ts";
import { messageAttachments } from "./message_attachments.ts";

interface MessageRow {
  message_id: string;
  conversation_id: string;
  seq: number;
  sender_id: number;
  client_id: string;
  data_key_id: number;
  encrypted_body: Uint8Array;
  message_type: MessageType;
  in_call: boolean;
  call_id: string | null;
  status: MessageStatus;
  created_at: Date;
  delivered_at: Date | null;
  read_at: Date | null;
  attachment_ids: string[];
  receipts: { user_id: number; delivered_at: string; read_at: string | null }[];
}

/** Selects messages under the name `m` with their receipts; `rest` is the from and everything after it. */
export async function selectMessages(
  sql: Sql,
  keys: DataKeys,
  rest: ReturnType<Sql>,
): Promise<MessageObject[]> {
  const rows = await sql<MessageRow[]>`
    select m.message_id, m.conversation_id, m.seq, m.sender_id, m.client_id, m.data_key_id, m.encrypted_body,
      m.message_type, m.in_call, m.call_id, m.status, m.created_at, m.delivered_at, m.read_at, m.attachment_ids,
      (select coalesce(jsonb_agg(jsonb_build_object('user_id', r.user_id, 'delivered_at', r.delivered_at,
          'read_at', r.read_at) order by r.user_id), '[]')
        from message_receipts r where r.message_id = m.message_id) as receipts
    ${rest}`;
  const unwrapped = await keys.load(sql, rows.map((row) => row.data_key_id));
  const attachments = await messageAttachments(sql, keys.keyring, rows);
  return await Promise.all(rows.map(async (row) => {
    const key = unwrapped.get(row.data_key_id);
    if (!key) throw new Error("a message's data key is missing");
    return messageOf(row, await decryptText(key, row.encrypted_body), attachments(row));
  }));
}

function messageOf(row: MessageRow, body: string, attachments: AttachmentObject[]): MessageObject {
  return {
    message_id: row.message_id,
    conversation_id: row.conversation_id,
    seq: row.seq,
    sender_id: row.sender_id,
    body,
    message_type: row.message_type,
    in_call: row.in_call,
    call_id: row.call_id,
    status: row.status,
    created_at: row.created_at.toISOString(),
    delivered_at: row.delivered_at?.toISOString() ?? null,
    read_at: row.read_at?.toISOString() ?? null,
    attachment_ids: row.attachment_ids,
    receipts: row.receipts.map((one) => ({
      user_id: one.user_id,
      delivered_at: isoOf(one.delivered_at),
      read_at: isoOf(one.read_at),
    })),
    client_id: row.client_id,
    ...(row.attachment_ids.length > 0 ? { attachments } : {}),
  };
}

function isoOf(at: string | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
