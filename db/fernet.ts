import { decodeBase64Url, encodeBase64Url } from "../realtime/core/base64url.ts";

const VERSION = 0x80;
const SIGNING_KEY_BYTES = 16;
const IV_BYTES = 16;
const IV_START = 9;
const CIPHERTEXT_START = IV_START + IV_BYTES;
const BLOCK_BYTES = 16;
const MAC_BYTES = 32;
const TOKEN_BYTES_MIN = CIPHERTEXT_START + BLOCK_BYTES + MAC_BYTES;
/** How far ahead a token's clock may be where its age matters (Fernet spec, "Verifying"). */
const CLOCK_SKEW_SECONDS = 60;

/** A Fernet key ready for use: 16 bytes that sign and 16 that encrypt (https://github.com/fernet/spec). */
export interface FernetKey {
  readonly signing: CryptoKey;
  readonly encryption: CryptoKey;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** Prepares the 32 bytes of a Fernet key; throws a RangeError for any other length. */
export async function importFernetKey(raw: Uint8Array): Promise<FernetKey> {
  if (raw.length !== 32) {
    throw new RangeError(`Cannot import a Fernet key: it has ${raw.length} bytes, not 32`);
  }
  const bytes = Uint8Array.from(raw);
  const hmac = { name: "HMAC", hash: "SHA-256", length: SIGNING_KEY_BYTES * 8 };
  return {
    signing: await crypto.subtle.importKey("raw", bytes.slice(0, SIGNING_KEY_BYTES), hmac, false, [
      "sign",
      "verify",
    ]),
    encryption: await crypto.subtle.importKey("raw", bytes.slice(SIGNING_KEY_BYTES), "AES-CBC", false, [
      "encrypt",
      "decrypt",
    ]),
  };
}

/**
 * Encrypts to a Fernet token in raw bytes: version, seconds since the epoch, IV, AES-128-CBC with PKCS #7 padding,
 * HMAC-SHA256 over all of it. `iv` is for test vectors only: elsewhere it must be fresh, and is.
 */
export async function encryptFernet(
  key: FernetKey,
  plain: Uint8Array,
  { nowMs, iv = crypto.getRandomValues(new Uint8Array(IV_BYTES)) }: { nowMs: number; iv?: Bytes },
): Promise<Bytes> {
  const ciphertext = await crypto.subtle.encrypt(
    { name: "AES-CBC", iv },
    key.encryption,
    Uint8Array.from(plain),
  );
  const token = new Uint8Array(CIPHERTEXT_START + ciphertext.byteLength + MAC_BYTES);
  token[0] = VERSION;
  new DataView(token.buffer).setBigUint64(1, BigInt(Math.floor(nowMs / 1000)));
  token.set(iv, IV_START);
  token.set(new Uint8Array(ciphertext), CIPHERTEXT_START);
  const signed = token.subarray(0, token.length - MAC_BYTES);
  token.set(new Uint8Array(await crypto.subtle.sign("HMAC", key.signing, signed)), signed.length);
  return token;
}

/**
 * Decrypts a Fernet token, or gives undefined when it is none, was changed, is of another key or, where `age` is
 * given, is older than `ttlSeconds` or from the future. The MAC is verified first and in constant time.
 */
export async function decryptFernet(
  key: FernetKey,
  token: Uint8Array,
  age?: { ttlSeconds: number; nowMs: number },
): Promise<Bytes | undefined> {
  const bytes = Uint8Array.from(token);
  const ciphertextBytes = bytes.length - CIPHERTEXT_START - MAC_BYTES;
  if (bytes.length < TOKEN_BYTES_MIN || bytes[0] !== VERSION || ciphertextBytes % BLOCK_BYTES !== 0) {
    return undefined;
  }
  const signed = bytes.subarray(0, bytes.length - MAC_BYTES);
  if (!await crypto.subtle.verify("HMAC", key.signing, bytes.subarray(signed.length), signed)) {
    return undefined;
  }
  if (age && !isFresh(bytes, age)) return undefined;
  const iv = bytes.subarray(IV_START, CIPHERTEXT_START);
  try {
    const ciphertext = signed.subarray(CIPHERTEXT_START);
    return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-CBC", iv }, key.encryption, ciphertext));
  } catch {
    return undefined; // wrong padding under a right MAC: made by a broken writer
  }
}

/** A token's text form: URL-safe base64 with padding. */
export function fernetText(token: Uint8Array): string {
  const bare = encodeBase64Url(token);
  return bare.padEnd(Math.ceil(bare.length / 4) * 4, "=");
}

/** The bytes of a token's text form, or undefined when it is not base64. */
export function fernetBytes(text: string): Bytes | undefined {
  return decodeBase64Url(text);
}

function isFresh(token: Bytes, { ttlSeconds, nowMs }: { ttlSeconds: number; nowMs: number }): boolean {
  const madeAt = Number(new DataView(token.buffer).getBigUint64(1));
  const now = Math.floor(nowMs / 1000);
  return madeAt + ttlSeconds >= now && madeAt <= now + CLOCK_SKEW_SECONDS;
}
