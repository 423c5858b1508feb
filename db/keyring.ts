import { parseEncryptionKeys } from "../realtime/core/encryption_key.ts";
import type { Clock } from "../realtime/ports/clock.ts";
import { decryptFernet, encryptFernet, type FernetKey, importFernetKey } from "./fernet.ts";

/** The master keys of ENCRYPTION_KEY: they protect other keys and nothing else. */
export interface Keyring {
  /** Encrypts with the newest key, to a Fernet token in raw bytes. */
  wrap(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** Decrypts with whichever key fits; undefined when none does or the token was changed. */
  unwrap(token: Uint8Array): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** The same bytes under the newest key. */
  rewrap(token: Uint8Array): Promise<Rewrapped>;
}

/** A token under the newest key: it was already, it is now, or no key of the ring opens it. */
export type Rewrapped =
  | { kind: "newest" }
  | { kind: "rewrapped"; token: Uint8Array<ArrayBuffer> }
  | { kind: "unreadable" };

/** Opens the keyring of an ENCRYPTION_KEY text; throws a TypeError when it is not one. */
export async function openKeyring(text: string, clock: Clock): Promise<Keyring> {
  const parsed = parseEncryptionKeys(text);
  if (!parsed.ok) throw new TypeError(`Cannot open the keyring: ENCRYPTION_KEY ${parsed.problem}`);
  const keys = await Promise.all(parsed.keys.map(importFernetKey));
  const newest = keys[0];
  if (!newest) throw new TypeError("Cannot open the keyring: ENCRYPTION_KEY is empty");
  const wrap = (bytes: Uint8Array) => encryptFernet(newest, bytes, { nowMs: clock.now() });
  return {
    wrap,
    unwrap: (token) => unwrapWithAny(keys, token),
    async rewrap(token) {
      if (await decryptFernet(newest, token)) return { kind: "newest" };
      const bytes = await unwrapWithAny(keys, token);
      return bytes ? { kind: "rewrapped", token: await wrap(bytes) } : { kind: "unreadable" };
    },
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
