import type { AttachmentObject } from "../realtime/core/objects.ts";
import { type Page, pageOf, type PageRequest } from "../realtime/core/page.ts";
import type {
  AttachmentScope,
  AttachmentStore,
  FoundAttachment,
} from "../realtime/ports/attachment_store.ts";
import type { Trail } from "../realtime/ports/trail.ts";
import { addAttachment } from "./add_attachment.ts";
import {
  attachmentColumns,
  attachmentOf,
  type AttachmentRow,
  isThere,
  storedFileOf,
} from "./attachment_rows.ts";
import { expireAttachments, noteScan, takeUnscanned, unknownBlobs } from "./attachment_upkeep.ts";
import { writeAudit } from "./audit.ts";
import type { Database, Sql } from "./database.ts";
import type { Keyring } from "./keyring.ts";

/** Attachments in PostgreSQL; names and digests stand there encrypted under each file's own key. */
export function attachmentStore(db: Database, keyring: Keyring): AttachmentStore {
  return {
    add: (attachment, quotaBytes, trail) =>
      db.transaction((sql) => addAttachment(sql, keyring, attachment, quotaBytes, trail)),
    find: (attachmentId, userId, now) =>
      db.read((sql) => findAttachment(sql, keyring, { attachmentId, userId, now })),
    list: (scope, request, now) => db.read((sql) => listAttachments(sql, keyring, scope, request, now)),
    remove: (attachmentId, ownerId, now, trail) =>
      db.transaction((sql) => removeAttachment(sql, { attachmentId, ownerId, now }, trail)),
    note: (attachmentId, outcome, trail) =>
      db.write((sql) =>
        writeAudit(sql, { ...trail, objectType: "attachment", objectId: attachmentId, outcome })
      ),
    expire: (now, limit) => db.transaction((sql) => expireAttachments(sql, now, limit)),
    takeUnscanned: (now, triedBefore) => db.write((sql) => takeUnscanned(sql, keyring, now, triedBefore)),
    scanned: (attachmentId, scan, now) => db.transaction((sql) => noteScan(sql, attachmentId, scan, now)),
    unknownBlobs: (blobKeys) => db.read((sql) => unknownBlobs(sql, blobKeys)),
  };
}

/** The space of the blob stores in which this database's files lie: two databases never touch each other's. */
export async function blobSpace(db: Database): Promise<string> {
  const [row] = await db.read((sql) => sql<{ space: string }[]>`select space from blob_space`);
  if (!row) throw new Error("the name of the space for files is missing");
  return row.space;
}

async function findAttachment(
  sql: Sql,
  keyring: Keyring,
  { attachmentId, userId, now }: { attachmentId: string; userId: number; now: number },
): Promise<FoundAttachment | undefined> {
  const [row] = await sql<(AttachmentRow & { is_shared: boolean })[]>`
    select ${attachmentColumns(sql)}, case a.access_control
      when 'shared_conversation' then exists (select 1 from conversation_participants p
        where p.conversation_id = a.conversation_id and p.user_id = ${userId})
      when 'shared_call' then exists (select 1 from call_participants p
        where p.call_id = a.shared_in_call_id and p.user_id = ${userId})
      else false end as is_shared
    from attachments a where a.attachment_id = ${attachmentId} and ${isThere(sql, now)}`;
  if (!row) return undefined;
  const attachment = await attachmentOf(row, keyring);
  return {
    attachment,
    isOwner: row.owner_id === userId,
    isShared: row.is_shared,
    file: storedFileOf(row, attachment.file_size),
  };
}

async function listAttachments(
  sql: Sql,
  keyring: Keyring,
  scope: AttachmentScope,
  request: PageRequest,
  now: number,
): Promise<Page<AttachmentObject>> {
  const whose = "ownerId" in scope
    ? sql`a.owner_id = ${scope.ownerId}`
    : "callId" in scope
    ? sql`a.access_control = 'shared_conversation' and a.shared_in_message_id in (
        select m.message_id from messages m join conversation_participants p
          on p.conversation_id = m.conversation_id and p.user_id = ${scope.userId}
        where m.call_id = ${scope.callId})`
    : sql`a.conversation_id = ${scope.conversationId} and a.access_control = 'shared_conversation'`;
  const where = sql`from attachments a where ${whose} and ${isThere(sql, now)}`;
  const [counted] = await sql<{ total: number }[]>`select count(*) as total ${where}`;
  const rows = await sql<AttachmentRow[]>`
    select ${attachmentColumns(sql)} ${where}
    order by a.id desc limit ${request.perPage} offset ${(request.page - 1) * request.perPage}`;
  const items = await Promise.all(rows.map((row) => attachmentOf(row, keyring)));
  return pageOf(items, Number(counted?.total ?? 0), request);
}

async function removeAttachment(
  sql: Sql,
  { attachmentId, ownerId, now }: { attachmentId: string; ownerId: number; now: number },
  trail: Trail,
): Promise<string | undefined> {
  const [row] = await sql<{ blob_key: string | null }[]>`
    select a.blob_key from attachments a
    where a.attachment_id = ${attachmentId} and a.owner_id = ${ownerId} and ${isThere(sql, now)} for update`;
  if (!row) return undefined;
  await sql`
    update attachments set deleted_at = ${new Date(now)}, blob_key = null, wrapped_key = null,
      encrypted_metadata = null
    where attachment_id = ${attachmentId}`;
  await writeAudit(sql, { ...trail, objectType: "attachment", objectId: attachmentId, outcome: "done" });
  return row.blob_key ?? "";
}
