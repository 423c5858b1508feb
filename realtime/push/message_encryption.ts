import type { PushTarget } from "../ports/push.ts";

/** One record holds it all; push services must take 4096 bytes in all (RFC 8291 §4). */
const RECORD_BYTES = 4_096;
/** Salt, record size, length of the key's id, and the key itself (RFC 8188 §2.1). */
const HEADER_BYTES = 16 + 4 + 1 + 65;
const TAG_BYTES = 16;
const SALT_BYTES = 16;
const LAST_RECORD = 2;
/** Most bytes of a message. */
export const PUSH_TEXT_BYTES_MAX = RECORD_BYTES - HEADER_BYTES - TAG_BYTES - 1;
const CURVE = { name: "ECDH", namedCurve: "P-256" };

type Bytes = Uint8Array<ArrayBuffer>;

/** What a message is made with; new for every message. */
export interface MessageSecrets {
  salt: Bytes;
  keys: CryptoKeyPair;
}

export async function newMessageSecrets(): Promise<MessageSecrets> {
  const keys = await crypto.subtle.generateKey(CURVE, false, ["deriveBits"]) as CryptoKeyPair;
  return { salt: crypto.getRandomValues(new Uint8Array(SALT_BYTES)), keys };
}

/**
 * Encrypts a message for one browser (RFC 8291, aes128gcm), filled up to `paddedTo` bytes so that its length says nothing.
 * Throws a RangeError when it is too long, and a DataError when the browser's key is no point of the curve.
 */
export async function encryptMessage(
  { p256dh, auth }: Pick<PushTarget, "p256dh" | "auth">,
  text: Bytes,
  { salt, keys }: MessageSecrets,
  paddedTo = 0,
): Promise<Bytes> {
  if (text.length > PUSH_TEXT_BYTES_MAX) throw new RangeError(`Cannot push ${text.length} bytes`);
  const theirs = await importPushKey(p256dh);
  const ours = new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey));
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, keys.privateKey, 256);
  const info = joined(ascii("WebPush: info\0"), p256dh, ours);
  const secret = await hkdf(new Uint8Array(shared), { salt: auth, info, bytes: 32 });
  const key = await hkdf(secret, { salt, info: ascii("Content-Encoding: aes128gcm\0"), bytes: 16 });
  const nonce = await hkdf(secret, { salt, info: ascii("Content-Encoding: nonce\0"), bytes: 12 });
  const plain = new Uint8Array(Math.max(text.length, Math.min(paddedTo, PUSH_TEXT_BYTES_MAX)) + 1);
  plain.set(text);
  plain[text.length] = LAST_RECORD;
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, aes, plain);
  const size = new Uint8Array(5);
  new DataView(size.buffer).setUint32(0, RECORD_BYTES);
  size[4] = ours.length;
  return joined(salt, size, ours, new Uint8Array(sealed));
}

/** A browser's public key; throws a DataError when it is no point of the curve. */
export function importPushKey(p256dh: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", p256dh, CURVE, true, []);
}

/** HKDF with SHA-256 (RFC 5869), both steps. */
async function hkdf(
  secret: Bytes,
  { salt, info, bytes }: { salt: Bytes; info: Bytes; bytes: number },
): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveBits"]);
  const way = { name: "HKDF", hash: "SHA-256", salt, info };
  return new Uint8Array(await crypto.subtle.deriveBits(way, key, bytes * 8));
}

function ascii(text: string): Bytes {
  return new TextEncoder().encode(text);
}

function joined(...parts: readonly Bytes[]): Bytes {
  const all = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
