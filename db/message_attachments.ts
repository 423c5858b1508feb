import type { AttachmentObject } from "../realtime/core/objects.ts";
import { attachmentColumns, attachmentOf, type AttachmentRow, isThere } from "./attachment_rows.ts";
import type { Sql } from "./database.ts";
import type { Keyring } from "./keyring.ts";

/** What is needed of a message to know its files. */
interface Naming {
  conversation_id: string;
  attachment_ids: string[];
}

/**
 * The files that messages name, in one query where there are any: those that are there and shared in the message's
 * conversation, in the message's order. A file that its owner made private or deleted is left out.
 */
export async function messageAttachments(
  sql: Sql,
  keyring: Keyring,
  messages: readonly Naming[],
): Promise<(message: Naming) => AttachmentObject[]> {
  const ids = [...new Set(messages.flatMap((one) => one.attachment_ids))];
  const rows = ids.length === 0 ? [] : await sql<AttachmentRow[]>`
    select ${attachmentColumns(sql)} from attachments a
    where a.attachment_id = any(${ids}::uuid[]) and a.access_control = 'shared_conversation' and ${
    isThere(sql)
  }`;
  const objects = await Promise.all(rows.map((row) => attachmentOf(row, keyring)));
  const byId = new Map(objects.map((one) => [one.attachment_id, one]));
  return ({ conversation_id, attachment_ids }) =>
    attachment_ids.flatMap((id) => {
      const attachment = byId.get(id.toLowerCase());
      return attachment?.conversation_id === conversation_id ? [attachment] : [];
    });
}
