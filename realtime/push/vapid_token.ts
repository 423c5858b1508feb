import { SignJWT } from "jose";
import { encodeBase64Url } from "../core/base64url.ts";
import type { VapidKey } from "../ports/push.ts";

/** How long a token is good; RFC 8292 §2 allows a day. */
const LIFETIME_SECONDS = 3_600;

/** The `Authorization` of a message to this push service (RFC 8292 §3). `contact` is a URL that its operators may ask at. */
export async function vapidAuthorization(
  { publicKey, privateKey }: VapidKey,
  { endpoint, contact, nowMs }: { endpoint: string; contact: string; nowMs: number },
): Promise<string> {
  const token = await new SignJWT({})
    .setProtectedHeader({ typ: "JWT", alg: "ES256" })
    .setAudience(new URL(endpoint).origin)
    .setExpirationTime(Math.floor(nowMs / 1_000) + LIFETIME_SECONDS)
    .setSubject(contact)
    .sign(privateKey);
  return `vapid t=${token}, k=${encodeBase64Url(publicKey)}`;
}
