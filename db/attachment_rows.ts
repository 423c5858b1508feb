import type { AccessControl, ScanStatus } from "../realtime/core/fields.ts";
import type { AttachmentObject } from "../realtime/core/objects.ts";
import type { StoredFile } from "../realtime/ports/file_vault.ts";
import type { Sql } from "./database.ts";
import { type FileMetadata, openMetadata } from "./file_keys.ts";
import type { Keyring } from "./keyring.ts";

/** A row of `attachments` under the name `a`, as `attachmentColumns` selects it. */
export interface AttachmentRow {
  attachment_id: string;
  owner_id: number;
  file_name: string;
  file_type: string;
  file_size: number;
  access_control: AccessControl;
  uploaded_at: Date;
  expires_at: Date | null;
  scan: ScanStatus;
  shared_in_call_id: string | null;
  shared_in_message_id: string | null;
  conversation_id: string | null;
  width: number | null;
  height: number | null;
  blob_key: string | null;
  wrapped_key: Uint8Array | null;
  encrypted_metadata: Uint8Array | null;
}

/** The columns of an AttachmentRow, of a table named `a`. */
export function attachmentColumns(sql: Sql): ReturnType<Sql> {
  return sql`a.attachment_id, a.owner_id, a.file_name, a.file_type, a.file_size, a.access_control, a.uploaded_at,
    a.expires_at, a.scan, a.shared_in_call_id, a.shared_in_message_id, a.conversation_id, a.width, a.height,
    a.blob_key, a.wrapped_key, a.encrypted_metadata`;
}

/** Whether a row named `a` counts at all: neither deleted nor expired, by the database's clock where none is given. */
export function isThere(sql: Sql, now?: number): ReturnType<Sql> {
  const moment = now === undefined ? sql`now()` : sql`${new Date(now)}`;
  return sql`a.deleted_at is null and (a.expires_at is null or a.expires_at > ${moment})`;
}

/** A row as it stands on the wire, with its real name; a file whose key is gone has only its neutral one. */
export async function attachmentOf(row: AttachmentRow, keyring: Keyring): Promise<AttachmentObject> {
  const metadata = await metadataOf(row, keyring);
  return {
    attachment_id: row.attachment_id,
    owner_id: row.owner_id,
    file_name: metadata?.name ?? row.file_name,
    file_type: metadata?.type ?? row.file_type,
    file_size: metadata?.size ?? row.file_size,
    access_control: row.access_control,
    uploaded_at: row.uploaded_at.toISOString(),
    expires_at: row.expires_at?.toISOString() ?? null,
    scan: row.scan,
    call_id: row.shared_in_call_id,
    message_id: row.shared_in_message_id,
    conversation_id: row.conversation_id,
    width: row.width,
    height: row.height,
  };
}

/** What is encrypted under the file's own key; undefined once that key is destroyed. */
export async function metadataOf(row: AttachmentRow, keyring: Keyring): Promise<FileMetadata | undefined> {
  if (!row.wrapped_key || !row.encrypted_metadata) return undefined;
  const fileKey = await keyring.unwrap(row.wrapped_key);
  if (!fileKey) throw new Error(`the key of attachment ${row.attachment_id} fits no key of ENCRYPTION_KEY`);
  return await openMetadata(fileKey, row.attachment_id, row.encrypted_metadata);
}

/** Where the bytes of a row lie; null when they are gone. */
export function storedFileOf(row: AttachmentRow, size: number): StoredFile | null {
  const { attachment_id: attachmentId, blob_key: blobKey, wrapped_key: wrappedKey } = row;
  return blobKey && wrappedKey ? { attachmentId, blobKey, wrappedKey, size } : null;
}
