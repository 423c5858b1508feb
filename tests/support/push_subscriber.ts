import { encodeBase64Url } from "../../realtime/core/base64url.ts";
import type { PushTarget } from "../../realtime/ports/push.ts";

/** What a browser keeps to itself of a subscription. */
export interface PushSubscriber {
  target: PushTarget;
  privateKey: CryptoKey;
}

const CURVE = { name: "ECDH", namedCurve: "P-256" };
const HEADER_BYTES = 16 + 4 + 1;

/** A browser that has subscribed at this address. */
export async function newSubscriber(endpoint = "https://push.example.org/1"): Promise<PushSubscriber> {
  const keys = await crypto.subtle.generateKey(CURVE, true, ["deriveBits"]) as CryptoKeyPair;
  const p256dh = new Uint8Array(await crypto.subtle.exportKey("raw", keys.publicKey));
  const auth = crypto.getRandomValues(new Uint8Array(16));
  return { target: { endpoint, p256dh, auth }, privateKey: keys.privateKey };
}

/** What a page sends to the clinic of it. */
export function subscriptionJson({ target }: PushSubscriber) {
  const keys = { p256dh: encodeBase64Url(target.p256dh), auth: encodeBase64Url(target.auth) };
  return { endpoint: target.endpoint, expirationTime: null, keys };
}

/** Reads a message as a browser does (RFC 8291 §3.4, RFC 8188 §2), written apart from what encrypts it. */
export async function decryptPush(
  { target, privateKey }: PushSubscriber,
  body: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const salt = body.slice(0, 16);
  const keyLength = body[HEADER_BYTES - 1] ?? 0;
  const sender = body.slice(HEADER_BYTES, HEADER_BYTES + keyLength);
  const record = body.slice(HEADER_BYTES + keyLength);
  const senderKey = await crypto.subtle.importKey("raw", sender, CURVE, false, []);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: senderKey }, privateKey, 256);
  const text = (value: string) => [...new TextEncoder().encode(value)];
  const prk = await hmac(target.auth, new Uint8Array(shared));
  const ikm = await hmac(
    prk,
    new Uint8Array([...text("WebPush: info\0"), ...target.p256dh, ...sender, 1]),
  );
  const second = await hmac(salt, ikm);
  const key = await hmac(second, new Uint8Array([...text("Content-Encoding: aes128gcm\0"), 1]));
  const nonce = await hmac(second, new Uint8Array([...text("Content-Encoding: nonce\0"), 1]));
  const aes = await crypto.subtle.importKey("raw", key.slice(0, 16), "AES-GCM", false, ["decrypt"]);
  const plain = new Uint8Array(
    await crypto.subtle.decrypt({ name: "AES-GCM", iv: nonce.slice(0, 12) }, aes, record),
  );
  const end = plain.findLastIndex((byte) => byte !== 0);
  if (plain[end] !== 2) throw new Error("the last record does not end as one");
  return new TextDecoder().decode(plain.slice(0, end));
}

async function hmac(
  key: Uint8Array<ArrayBuffer>,
  data: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const way = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", key, way, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", imported, data));
}
