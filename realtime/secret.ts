import { encodeBase64Url } from "./core/base64url.ts";
import type { Chance } from "./ports/chance.ts";

const SECRET_BYTES = 32;
/** The text form of a secret: 32 bytes in URL-safe base64. */
export const SECRET_PATTERN = /^[A-Za-z0-9_-]{43}$/;

/** A fresh secret and what may be kept of it. */
export interface Secret {
  text: string;
  hash: Uint8Array;
}

/** Makes a secret that is handed out once; only its hash is to be stored. */
export async function makeSecret(chance: Chance): Promise<Secret> {
  const text = encodeBase64Url(chance.bytes(SECRET_BYTES));
  return { text, hash: await hashSecret(text) };
}

/** SHA-256 of a secret's text. Secrets have 256 random bits, so nothing slower is needed. */
export async function hashSecret(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}
