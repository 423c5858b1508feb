import { decodeBase64Url, encodeBase64Url } from "../realtime/core/base64url.ts";
import type { PushTarget } from "../realtime/ports/push.ts";
import type { Keyring } from "./keyring.ts";

/** A browser's address and keys as they are stored. */
export function wrapTarget(keyring: Keyring, { endpoint, p256dh, auth }: PushTarget): Promise<Uint8Array> {
  const keys = { p256dh: encodeBase64Url(p256dh), auth: encodeBase64Url(auth) };
  return keyring.wrap(new TextEncoder().encode(JSON.stringify({ endpoint, keys })));
}

/** Out of its stored form; undefined when no key of the keyring opens it. */
export async function unwrapTarget(keyring: Keyring, wrapped: Uint8Array): Promise<PushTarget | undefined> {
  const bytes = await keyring.unwrap(wrapped);
  if (!bytes) return undefined;
  const { endpoint, keys } = JSON.parse(new TextDecoder().decode(bytes));
  const [p256dh, auth] = [decodeBase64Url(keys.p256dh), decodeBase64Url(keys.auth)];
  return p256dh && auth ? { endpoint, p256dh, auth } : undefined;
}

/** By what an address is found again. */
export async function endpointHash(endpoint: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(endpoint)));
}
