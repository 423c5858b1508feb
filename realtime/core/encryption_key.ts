import { decodeBase64Url } from "./base64url.ts";

/** Most keys that ENCRYPTION_KEY may list: the newest and those that still open old data. */
export const ENCRYPTION_KEYS_MAX = 8;
/** Bytes of a Fernet key: 16 that sign, then 16 that encrypt. */
export const ENCRYPTION_KEY_BYTES = 32;

const FERNET_KEY = /^[A-Za-z0-9_-]{43}=$/;
const PRINTABLE = /^[\x21-\x7e]{32}$/;

export type EncryptionKeys = { ok: true; keys: Uint8Array<ArrayBuffer>[] } | { ok: false; problem: string };

/**
 * Reads ENCRYPTION_KEY: a comma list, newest first, each a url-safe base64 Fernet key of 44 characters
 * (https://github.com/fernet/spec) or 32 printable ASCII characters that are the key's bytes (SPEC.md,
 * "Environment Variables"). The problem never repeats what was given.
 */
export function parseEncryptionKeys(text: string): EncryptionKeys {
  const parts = text.split(",").map((part) => part.trim());
  if (parts.length > ENCRYPTION_KEYS_MAX) {
    return { ok: false, problem: `lists more than ${ENCRYPTION_KEYS_MAX} keys` };
  }
  const keys: Uint8Array<ArrayBuffer>[] = [];
  for (const [index, part] of parts.entries()) {
    const key = parseKey(part);
    if (!key) return { ok: false, problem: describeWrongKey(part, index, parts.length) };
    keys.push(key);
  }
  return { ok: true, keys };
}

function parseKey(part: string): Uint8Array<ArrayBuffer> | undefined {
  if (PRINTABLE.test(part)) return new TextEncoder().encode(part);
  if (!FERNET_KEY.test(part)) return undefined;
  return decodeBase64Url(part);
}

function describeWrongKey(part: string, index: number, total: number): string {
  const which = total > 1 ? `key ${index + 1} ` : "";
  return `${which}must be a 44-character url-safe base64 Fernet key or exactly 32 ASCII characters, ` +
    `and has ${part.length} characters`;
}
