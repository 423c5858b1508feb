import type { AttachmentFile } from "../realtime/ports/attachment_store.ts";
import type { StoredFile } from "../realtime/ports/file_vault.ts";
import { attachmentColumns, type AttachmentRow, metadataOf, storedFileOf } from "./attachment_rows.ts";
import { writeAudit } from "./audit.ts";
import type { Sql } from "./database.ts";
import type { Keyring } from "./keyring.ts";

/** Who did what no person asked for. */
const NOBODY = { actorId: null, sessionId: null, objectType: "attachment" } as const;

/** Destroys the keys of expired files. Rows that another instance has just taken are left to it. */
export async function expireAttachments(sql: Sql, now: number, limit: number): Promise<AttachmentFile[]> {
  const rows = await sql<{ attachment_id: string; blob_key: string | null }[]>`
    select attachment_id, blob_key from attachments
    where deleted_at is null and expires_at <= ${new Date(now)}
    order by expires_at limit ${limit} for update skip locked`;
  const ids = rows.map((row) => row.attachment_id);
  await sql`
    update attachments set deleted_at = ${new Date(now)}, blob_key = null, wrapped_key = null,
      encrypted_metadata = null
    where attachment_id = any(${ids}::uuid[])`;
  for (const objectId of ids) {
    await writeAudit(sql, { ...NOBODY, action: "attachment.expired", objectId, outcome: "done" });
  }
  return rows.map((row) => ({ attachmentId: row.attachment_id, blobKey: row.blob_key ?? "" }));
}

/** Takes one file that waits for a scan, the one that was tried longest ago first; while it is scanned, its row says so. */
export async function takeUnscanned(
  sql: Sql,
  keyring: Keyring,
  now: number,
  triedBefore: number,
): Promise<StoredFile | undefined> {
  const [row] = await sql<AttachmentRow[]>`
    update attachments a set scanned_at = ${new Date(now)}
    where a.id = (
      select id from attachments
      where scan = 'pending' and deleted_at is null and blob_key is not null
        and (expires_at is null or expires_at > ${new Date(now)})
        and (scanned_at is null or scanned_at <= ${new Date(triedBefore)})
      order by scanned_at nulls first, id limit 1 for update skip locked)
    returning ${attachmentColumns(sql)}`;
  if (!row) return undefined;
  const metadata = await metadataOf(row, keyring);
  return storedFileOf(row, metadata?.size ?? row.file_size) ?? undefined;
}

/** Writes down a verdict. Of an infected file nothing can be opened any more; its row stays and says why. */
export async function noteScan(
  sql: Sql,
  attachmentId: string,
  scan: "clean" | "infected",
  now: number,
): Promise<void> {
  const changed = await sql`
    update attachments set scan = ${scan}, scanned_at = ${new Date(now)}
      ${scan === "clean" ? sql`` : sql`, blob_key = null, wrapped_key = null, encrypted_metadata = null`}
    where attachment_id = ${attachmentId} and scan = 'pending' and deleted_at is null returning 1`;
  if (changed.length === 0) return;
  const outcome = scan === "clean" ? "done" : "refused";
  await writeAudit(sql, { ...NOBODY, action: `attachment.${scan}`, objectId: attachmentId, outcome });
}

/** Those of these blobs that no file has. */
export async function unknownBlobs(sql: Sql, blobKeys: string[]): Promise<string[]> {
  const rows = await sql<{ blob_key: string }[]>`
    select blob_key from attachments where blob_key = any(${blobKeys}::text[])`;
  const known = new Set(rows.map((row) => row.blob_key));
  return blobKeys.filter((key) => !known.has(key));
}
