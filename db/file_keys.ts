/** Bytes of the random key that each file has. */
export const FILE_KEY_BYTES = 32;
/** Of a nonce; a counter and a flag follow (`file_chunks.ts`). */
const PREFIX_BYTES = 7;
const NONCE_BYTES = 12;
const AES = "AES-GCM";

/** What a file's bytes are encrypted with. */
export interface ContentKey {
  key: CryptoKey;
  noncePrefix: Uint8Array<ArrayBuffer>;
  /** Proven with every chunk: which file it is of. */
  fileId: Uint8Array<ArrayBuffer>;
}

/** The key of a file's content, and a nonce prefix that is as random as the file's key (HKDF: RFC 5869). */
export async function contentKeyOf(
  fileKey: Uint8Array<ArrayBuffer>,
  attachmentId: string,
): Promise<ContentKey> {
  const fileId = idBytes(attachmentId);
  const bits = await derive(fileKey, fileId, "carewire file content 1", FILE_KEY_BYTES + PREFIX_BYTES);
  return {
    key: await aesKey(bits.slice(0, FILE_KEY_BYTES)),
    noncePrefix: bits.slice(FILE_KEY_BYTES),
    fileId,
  };
}

/** What is known of a file beside its row, and is as secret as its content. */
export interface FileMetadata {
  name: string;
  /** SHA-256 of the plain bytes, in hex. */
  digest: string;
  /** The row says these two as well; these count. */
  type: string;
  size: number;
}

/** Encrypts metadata under the file's key: a random nonce, then AES-256-GCM bound to the file's id. */
export async function sealMetadata(
  fileKey: Uint8Array<ArrayBuffer>,
  attachmentId: string,
  metadata: FileMetadata,
): Promise<Uint8Array> {
  const { key, fileId } = await metadataKeyOf(fileKey, attachmentId);
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const plain = new TextEncoder().encode(JSON.stringify(metadata));
  const sealed = await crypto.subtle.encrypt({ name: AES, iv: nonce, additionalData: fileId }, key, plain);
  const all = new Uint8Array(NONCE_BYTES + sealed.byteLength);
  all.set(nonce);
  all.set(new Uint8Array(sealed), NONCE_BYTES);
  return all;
}

/** The metadata of a file; throws when they were changed or belong to another file. */
export async function openMetadata(
  fileKey: Uint8Array<ArrayBuffer>,
  attachmentId: string,
  sealed: Uint8Array,
): Promise<FileMetadata> {
  const { key, fileId } = await metadataKeyOf(fileKey, attachmentId);
  const iv = sealed.slice(0, NONCE_BYTES);
  const algorithm = { name: AES, iv, additionalData: fileId };
  const plain = await crypto.subtle.decrypt(algorithm, key, sealed.slice(NONCE_BYTES)).catch(() => {
    throw new Error(
      `the metadata of attachment ${attachmentId} can't be decrypted: they were changed or moved`,
    );
  });
  return JSON.parse(new TextDecoder().decode(plain)) as FileMetadata;
}

async function metadataKeyOf(fileKey: Uint8Array<ArrayBuffer>, attachmentId: string) {
  const fileId = idBytes(attachmentId);
  const bits = await derive(fileKey, fileId, "carewire file metadata 1", FILE_KEY_BYTES);
  return { key: await aesKey(bits), fileId };
}

async function derive(
  fileKey: Uint8Array<ArrayBuffer>,
  salt: Uint8Array<ArrayBuffer>,
  use: string,
  bytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const key = await crypto.subtle.importKey("raw", fileKey, "HKDF", false, ["deriveBits"]);
  const info = new TextEncoder().encode(use);
  return new Uint8Array(
    await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, bytes * 8),
  );
}

function aesKey(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", raw, AES, false, ["encrypt", "decrypt"]);
}

function idBytes(attachmentId: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.fromHex(attachmentId.replaceAll("-", ""));
}
