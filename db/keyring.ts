import { parseEncryptionKeys } from "../realtime/core/encryption_key.ts";
import type { Clock } from "../realtime/ports/clock.ts";
import { decryptFernet, encryptFernet, type FernetKey, importFernetKey } from "./fernet.ts";

/** The master keys of ENCRYPTION_KEY: they protect other keys and nothing else. */
export interface Keyring {
  /** Encrypts with the newest key, to a Fernet token in raw bytes. */
  wrap(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** Decrypts with whichever key fits; undefined when none does or the token was changed. */
  unwrap(token: Uint8Array): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** Opens the keyring of an ENCRYPTION_KEY text; throws a TypeError when it is not one. */
export async function openKeyring(text: string, clock: Clock): Promise<Keyring> {
  const parsed = parseEncryptionKeys(text);
  if (!parsed.ok) throw new TypeError(`Cannot open the keyring: ENCRYPTION_KEY ${parsed.problem}`);
  const keys = await Promise.all(parsed.keys.map(importFernetKey));
  const newest = keys[0];
  if (!newest) throw new TypeError("Cannot open the keyring: ENCRYPTION_KEY is empty");
  return {
    wrap: (bytes) => encryptFernet(newest, bytes, { nowMs: clock.now() }),
    unwrap: (token) => unwrapWithAny(keys, token),
  };
}

async function unwrapWithAny(
  keys: FernetKey[],
  token: Uint8Array,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  for (const key of keys) {
    const bytes = await decryptFernet(key, token);
    if (bytes) return bytes;
  }
  return undefined;
}
