import type { Blobs } from "../realtime/ports/blobs.ts";
import { FileDamaged, type FileVault, type StoredFile } from "../realtime/ports/file_vault.ts";
import { openChunks, sealChunks, sealedRange } from "./file_chunks.ts";
import { contentKeyOf, FILE_KEY_BYTES } from "./file_keys.ts";
import type { Keyring } from "./keyring.ts";

/** Blobs that are looked up in the database at once. */
const LOOKED_UP_MAX = 500;

/** Files in a blob store, in the space that belongs to this database; names of blobs say nothing. */
export function fileVault(blobs: Blobs, keyring: Keyring, space: string): FileVault {
  return {
    async seal(attachmentId, plain) {
      const fileKey = crypto.getRandomValues(new Uint8Array(FILE_KEY_BYTES));
      const blobKey = `${space}/${crypto.randomUUID()}`;
      await blobs.put(blobKey, sealChunks(await contentKeyOf(fileKey, attachmentId), plain));
      return { attachmentId, blobKey, fileKey };
    },
    open: (file, from, until) => openFile(blobs, keyring, file, [from, until]),
    discard: (blobKey) => blobs.remove(blobKey),
    async clear(beforeMs, unknown) {
      let removed = await blobs.clearUnfinished(space, beforeMs);
      for await (const keys of oldKeys(blobs, space, beforeMs)) {
        for (const key of await unknown(keys)) {
          await blobs.remove(key);
          removed++;
        }
      }
      return removed;
    },
  };
}

async function* openFile(
  blobs: Blobs,
  keyring: Keyring,
  file: StoredFile,
  [from, until]: [number, number],
): AsyncGenerator<Uint8Array> {
  const fileKey = await keyring.unwrap(file.wrappedKey);
  if (!fileKey) throw new FileDamaged("the key of a file fits no key of ENCRYPTION_KEY");
  const key = await contentKeyOf(fileKey, file.attachmentId);
  const range = sealedRange(file.size, from, until);
  const sealed = await blobs.get(file.blobKey, range.sealedFrom, range.sealedUntil);
  if (!sealed) throw new FileDamaged("the stored bytes of a file are gone");
  yield* openChunks(key, sealed, range);
}

async function* oldKeys(blobs: Blobs, space: string, beforeMs: number): AsyncGenerator<string[]> {
  let keys: string[] = [];
  for await (const { key, modifiedAtMs } of blobs.list(space)) {
    if (modifiedAtMs < beforeMs) keys.push(key);
    if (keys.length < LOOKED_UP_MAX) continue;
    yield keys;
    keys = [];
  }
  if (keys.length > 0) yield keys;
}
