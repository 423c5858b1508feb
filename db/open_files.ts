import type { BlobPlace, Blobs } from "../realtime/ports/blobs.ts";
import type { FileVault } from "../realtime/ports/file_vault.ts";
import { blobSpace } from "./attachment_store.ts";
import { LocalBlobs } from "./blobs_local.ts";
import { S3Blobs } from "./blobs_s3.ts";
import type { Database } from "./database.ts";
import { fileVault } from "./file_vault.ts";
import type { Keyring } from "./keyring.ts";
import { S3Client } from "./s3_client.ts";

/** Opens the folder or the bucket of this database's files. Throws an Error that says what is wrong with a folder. */
export async function openFiles(
  db: Database,
  keyring: Keyring,
  place: BlobPlace,
): Promise<{ vault: FileVault; ready(): Promise<boolean> }> {
  const blobs = await openBlobs(place);
  return { vault: fileVault(blobs, keyring, await blobSpace(db)), ready: () => blobs.ready() };
}

async function openBlobs(place: BlobPlace): Promise<Blobs> {
  if ("bucket" in place) return new S3Blobs(new S3Client(place));
  try {
    return await LocalBlobs.open(place.folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : error;
    throw new Error(`Cannot use the folder for uploaded files, "${place.folder}": ${reason}`, {
      cause: error,
    });
  }
}
