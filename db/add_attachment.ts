import { type FileType, fileTypeOf } from "../realtime/core/files/file_types.ts";
import type { Added, NewAttachment } from "../realtime/ports/attachment_store.ts";
import type { Trail } from "../realtime/ports/trail.ts";
import { attachmentColumns, attachmentOf, type AttachmentRow, metadataOf } from "./attachment_rows.ts";
import { writeAudit } from "./audit.ts";
import type { Sql } from "./database.ts";
import { sealMetadata } from "./file_keys.ts";
import type { Keyring } from "./keyring.ts";

/** Writes down a stored file, inside the caller's transaction; the owner's files are counted one after the other. */
export async function addAttachment(
  sql: Sql,
  keyring: Keyring,
  attachment: NewAttachment,
  quotaBytes: number,
  trail: Trail,
): Promise<Added> {
  // The owner's row is the queue: two uploads at once can't both take the last bytes of a quota, or one client id.
  const [owner] = await sql<{ may_go_on: boolean }[]>`
    select disabled_at is null and not exists (
        select 1 from sessions s where s.session_id = ${trail.sessionId}::uuid and s.revoked_at is not null
      ) as may_go_on
    from users where id = ${attachment.ownerId} for no key update`;
  // An upload takes a while, and whoever began it may have lost their rights meanwhile.
  if (!owner?.may_go_on) return { kind: "signed_out" };
  const before = await earlier(sql, keyring, attachment);
  if (before) return before;
  const used = await usedBytes(sql, attachment.ownerId);
  if (used + attachment.size > quotaBytes) return { kind: "quota_exceeded" };
  const place = await placeOf(sql, attachment);
  if ("unknown" in place) return { kind: "unknown_reference", field: place.unknown };
  const row = await insert(sql, keyring, attachment, place.conversationId);
  const { attachmentId } = attachment.sealed;
  await writeAudit(sql, { ...trail, objectType: "attachment", objectId: attachmentId, outcome: "done" });
  return { kind: "added", attachment: await attachmentOf(row, keyring) };
}

/** The file that the same client id added. Where it was shared since is no difference. */
async function earlier(
  sql: Sql,
  keyring: Keyring,
  { ownerId, clientId, digest, name }: NewAttachment,
): Promise<Added | undefined> {
  if (clientId === null) return undefined;
  const [row] = await sql<AttachmentRow[]>`
    select ${
    attachmentColumns(sql)
  } from attachments a where a.owner_id = ${ownerId} and a.client_id = ${clientId}`;
  if (!row) return undefined;
  const stored = await metadataOf(row, keyring);
  const isSame = stored?.digest === digest && stored.name === name;
  return isSame ? { kind: "repeated", attachment: await attachmentOf(row, keyring) } : { kind: "conflict" };
}

async function usedBytes(sql: Sql, ownerId: number): Promise<number> {
  const [row] = await sql<{ used: number | null }[]>`
    select sum(file_size)::bigint as used from attachments where owner_id = ${ownerId} and blob_key is not null`;
  return row?.used ?? 0;
}

/** The conversation that a file belongs to, or what is named and is not the owner's. */
async function placeOf(
  sql: Sql,
  { ownerId, callId, messageId, conversationId }: NewAttachment,
): Promise<{ conversationId: string | null } | { unknown: "call_id" | "message_id" | "conversation_id" }> {
  if (callId !== null) {
    const own = await sql`select 1 from call_participants where call_id = ${callId} and user_id = ${ownerId}`;
    if (own.length === 0) return { unknown: "call_id" };
  }
  if (conversationId !== null) {
    const own = await sql`
      select 1 from conversation_participants where conversation_id = ${conversationId} and user_id = ${ownerId}`;
    if (own.length === 0) return { unknown: "conversation_id" };
  }
  if (messageId === null) return { conversationId };
  const [message] = await sql<{ conversation_id: string }[]>`
    select conversation_id from messages where message_id = ${messageId} and sender_id = ${ownerId}`;
  const isThere = message && message.conversation_id === (conversationId ?? message.conversation_id);
  return isThere ? { conversationId: message.conversation_id } : { unknown: "message_id" };
}

async function insert(
  sql: Sql,
  keyring: Keyring,
  one: NewAttachment,
  conversationId: string | null,
): Promise<AttachmentRow> {
  const { attachmentId, blobKey, fileKey } = one.sealed;
  const { name, type, size, digest } = one;
  const shared = conversationId === null
    ? one.callId === null ? "private" : "shared_call"
    : "shared_conversation";
  const metadata = await sealMetadata(fileKey, attachmentId, { name, type, size, digest });
  const [row] = await sql<AttachmentRow[]>`
    insert into attachments as a (attachment_id, owner_id, client_id, file_name, file_type, file_size, blob_key,
      wrapped_key, encrypted_metadata, shared_in_call_id, shared_in_message_id, conversation_id, access_control, scan,
      scanned_at, uploaded_at, expires_at, width, height)
    values (${attachmentId}, ${one.ownerId}, ${one.clientId}, ${
    neutralName(fileTypeOf(type))
  }, ${type}, ${size},
      ${blobKey}, ${await keyring.wrap(
    fileKey,
  )}, ${metadata}, ${one.callId}, ${one.messageId}, ${conversationId},
      ${one.accessControl ?? shared}, ${one.scan}, ${one.scan === "clean" ? new Date(one.uploadedAt) : null},
      ${new Date(one.uploadedAt)}, ${one.expiresAt === null ? null : new Date(one.expiresAt)}, ${one.width},
      ${one.height})
    returning ${attachmentColumns(sql)}`;
  if (!row) throw new Error("an attachment was not written");
  return row;
}

/** The name stands encrypted beside it: "Biopsy Jane Roe.pdf" is a diagnosis. */
function neutralName(type: FileType | undefined): string {
  return `attachment.${type?.extensions[0] ?? "bin"}`;
}
