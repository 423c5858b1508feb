import { decodeBase64Url, encodeBase64Url } from "../../realtime/core/base64url.ts";
import {
  encryptMessage,
  newMessageSecrets,
  PUSH_TEXT_BYTES_MAX,
} from "../../realtime/push/message_encryption.ts";
import { vapidAuthorization } from "../../realtime/push/vapid_token.ts";
import assert from "node:assert/strict";
import { decryptPush, newSubscriber } from "../support/push_subscriber.ts";
import { verifyVapid } from "../support/verify_vapid.ts";

/** RFC 8291, Appendix A. */
const VECTOR = {
  plaintext: "V2hlbiBJIGdyb3cgdXAsIEkgd2FudCB0byBiZSBhIHdhdGVybWVsb24",
  senderPrivate: "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw",
  senderPublic: "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
  receiverPublic: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
  auth: "BTBZMqHH6r4Tts7J_aSIgg",
  salt: "DGv6ra1nlYgDCS1FRnbzlw",
  body: "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz" +
    "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
};

function bytes(text: string): Uint8Array<ArrayBuffer> {
  const found = decodeBase64Url(text);
  if (!found) throw new Error(`not base64url: ${text}`);
  return found;
}

async function vectorKeys(): Promise<CryptoKeyPair> {
  const point = bytes(VECTOR.senderPublic);
  const jwk = {
    kty: "EC",
    crv: "P-256",
    x: encodeBase64Url(point.slice(1, 33)),
    y: encodeBase64Url(point.slice(33)),
  };
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const privateJwk = { ...jwk, d: VECTOR.senderPrivate };
  return {
    publicKey: await crypto.subtle.importKey("jwk", jwk, curve, true, []),
    privateKey: await crypto.subtle.importKey("jwk", privateJwk, curve, false, ["deriveBits"]),
  };
}

Deno.test("encryptMessage() makes the bytes of RFC 8291, Appendix A [PUSH-1]", async () => {
  const target = { p256dh: bytes(VECTOR.receiverPublic), auth: bytes(VECTOR.auth) };
  const secrets = { salt: bytes(VECTOR.salt), keys: await vectorKeys() };
  const body = await encryptMessage(target, bytes(VECTOR.plaintext), secrets);
  assert.deepEqual(encodeBase64Url(body), VECTOR.body);
});

Deno.test("a message is read by its browser alone, and its length does not tell what it says [PUSH-1]", async () => {
  const subscriber = await newSubscriber();
  const encrypt = async (text: string) =>
    await encryptMessage(subscriber.target, new TextEncoder().encode(text), await newMessageSecrets(), 512);
  const [short, long] = [await encrypt("a"), await encrypt("ü".repeat(200))];
  assert.deepEqual(await decryptPush(subscriber, short), "a");
  assert.deepEqual(await decryptPush(subscriber, long), "ü".repeat(200));
  assert.deepEqual(short.length, long.length);
  const other = await newSubscriber();
  await assert.rejects(() => decryptPush(other, short));
  await assert.rejects(() => encrypt("x".repeat(PUSH_TEXT_BYTES_MAX + 1)), /Cannot push/);
});

Deno.test("encryptMessage() refuses a key that is no point of the curve [PUSH-1]", async () => {
  const { target } = await newSubscriber();
  const p256dh = new Uint8Array(target.p256dh);
  p256dh[64] = (p256dh[64] ?? 0) ^ 1;
  const secrets = await newMessageSecrets();
  await assert.rejects(() => encryptMessage({ ...target, p256dh }, new Uint8Array(1), secrets));
});

Deno.test("a message says whose it is, for an hour and for one push service [PUSH-2]", async () => {
  const pair = await crypto.subtle.generateKey(
    { name: "ECDSA", namedCurve: "P-256" },
    true,
    ["sign", "verify"],
  ) as CryptoKeyPair;
  const publicKey = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
  const nowMs = Date.parse("2026-03-02T09:00:00.000Z");
  const key = { publicKey, privateKey: pair.privateKey };
  const header = await vapidAuthorization(key, {
    endpoint: "https://push.example.org/send/abc",
    contact: "https://visit.example.org",
    nowMs,
  });
  const { claims, key: named } = await verifyVapid(header);
  assert.deepEqual(named, encodeBase64Url(publicKey));
  assert.deepEqual(claims, {
    aud: "https://push.example.org",
    exp: nowMs / 1_000 + 3_600,
    sub: "https://visit.example.org",
  });
  await assert.rejects(() => verifyVapid(header.replace(/t=ey./, "t=eyX")));
});
