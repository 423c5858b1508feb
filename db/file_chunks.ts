import { FileDamaged } from "../realtime/ports/file_vault.ts";
import type { ContentKey } from "./file_keys.ts";

/** Plain bytes of every chunk but the last. */
export const CHUNK_BYTES = 64 * 1024;
const TAG_BYTES = 16;
const SEALED_CHUNK_BYTES = CHUNK_BYTES + TAG_BYTES;
const NONCE_BYTES = 12;
const COUNTER_AT = 7;
const LAST_AT = 11;

/**
 * Encrypts a file in chunks, each good until the next is asked for: AES-256-GCM, each proving where it stands: the nonce is the file's prefix, the chunk's number and
 * whether it is the last one; the file's id is proven beside it. So none can be changed, swapped, repeated, dropped, cut
 * off or moved to another file unnoticed. This is STREAM (Hoang, Reyhanitabar, Rogaway, Vizár: "Online Authenticated-
 * Encryption and its Nonce-Reuse Misuse-Resistance", CRYPTO 2015) with the nonces of Tink's AES-GCM-HKDF streams.
 */
export async function* sealChunks(
  key: ContentKey,
  plain: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const chunk = new Uint8Array(CHUNK_BYTES);
  let filled = 0;
  let number = 0;
  for await (const bytes of plain) {
    for (let at = 0; at < bytes.length;) {
      // A full chunk waits for the byte after it: only then is it known not to be the last one.
      if (filled === CHUNK_BYTES) {
        const sealed = await seal(key, number++, false, chunk);
        yield sealed;
        giveBack(sealed);
        filled = 0;
      }
      const part = bytes.subarray(at, at + CHUNK_BYTES - filled);
      chunk.set(part, filled);
      filled += part.length;
      at += part.length;
    }
  }
  yield await seal(key, number, true, chunk.subarray(0, filled));
}

/** A part of a file, in plain bytes, and where its chunks lie in what `sealChunks` gave. */
export interface SealedRange {
  size: number;
  from: number;
  until: number;
  /** In sealed bytes. */
  sealedFrom: number;
  sealedUntil: number;
}

/** Which sealed bytes hold the plain bytes `from` to before `until` of a file of `size` bytes. */
export function sealedRange(size: number, from: number, until: number): SealedRange {
  const last = lastChunk(size);
  const first = Math.min(Math.floor(from / CHUNK_BYTES), last);
  const end = Math.max(first, Math.min(Math.ceil(until / CHUNK_BYTES) - 1, last));
  const sealedUntil = end === last ? size + (last + 1) * TAG_BYTES : (end + 1) * SEALED_CHUNK_BYTES;
  return { size, from, until, sealedFrom: first * SEALED_CHUNK_BYTES, sealedUntil };
}

/** Decrypts the chunks of a range, each good until the next is asked for, and gives only proven bytes. Throws FileDamaged. */
export async function* openChunks(
  key: ContentKey,
  sealed: AsyncIterable<Uint8Array>,
  range: SealedRange,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const last = lastChunk(range.size);
  let number = range.sealedFrom / SEALED_CHUNK_BYTES;
  for await (const chunk of chunksOf(sealed, range.sealedUntil - range.sealedFrom)) {
    const plain = await open(key, number, number === last, chunk);
    const at = number * CHUNK_BYTES;
    number++;
    const part = plain.subarray(Math.max(0, range.from - at), Math.max(0, range.until - at));
    if (part.length > 0) yield part;
    giveBack(plain);
  }
}

/** Frees a buffer that nobody holds any more. V8 would wait for 64 MB of them, and memory would grow by as much. */
function giveBack(bytes: Uint8Array<ArrayBuffer>): void {
  bytes.buffer.transfer(0);
}

function lastChunk(size: number): number {
  return Math.max(0, Math.ceil(size / CHUNK_BYTES) - 1);
}

async function* chunksOf(
  sealed: AsyncIterable<Uint8Array>,
  total: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const chunk = new Uint8Array(SEALED_CHUNK_BYTES);
  let filled = 0;
  let left = total;
  for await (const bytes of sealed) {
    for (let at = 0; at < bytes.length && left > 0;) {
      const part = bytes.subarray(at, at + Math.min(SEALED_CHUNK_BYTES - filled, left));
      chunk.set(part, filled);
      filled += part.length;
      at += part.length;
      left -= part.length;
      if (filled === SEALED_CHUNK_BYTES || left === 0) {
        yield chunk.subarray(0, filled);
        filled = 0;
      }
    }
    if (left === 0) return;
  }
  throw new FileDamaged("the stored file is shorter than it was");
}

async function seal(
  key: ContentKey,
  number: number,
  isLast: boolean,
  plain: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.encrypt(algorithm(key, number, isLast), key.key, plain));
}

async function open(
  key: ContentKey,
  number: number,
  isLast: boolean,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm(key, number, isLast), key.key, sealed));
  } catch (cause) {
    throw new FileDamaged(`chunk ${number} of a stored file was changed or moved`, { cause });
  }
}

function algorithm({ noncePrefix, fileId }: ContentKey, number: number, isLast: boolean) {
  const iv = new Uint8Array(NONCE_BYTES);
  iv.set(noncePrefix);
  new DataView(iv.buffer).setUint32(COUNTER_AT, number);
  iv[LAST_AT] = isLast ? 1 : 0;
  return { name: "AES-GCM", iv, additionalData: fileId };
}
