import { deepEqual, equal } from "node:assert/strict";
import { oidcTest } from "../support/oidc_scene.ts";
import { bearer, send } from "../support/sign_in_scene.ts";

const MINUTE = 60_000;

oidcTest("keys are asked for once, and again when they are old [OIDC-9]", async (scene) => {
  await scene.join("Pat", "patient", "pat@example.test");
  let number = 0;
  const ask = async () =>
    (await scene.me(await scene.issuer.sign(scene.key, { jti: String(number++) }))).status;
  deepEqual(await Promise.all([ask(), ask(), ask()]), [200, 200, 200]);
  deepEqual(scene.issuer.asked, { discovery: 1, keys: 1 });
  await scene.time.advance(9 * MINUTE);
  equal(await ask(), 200);
  deepEqual(scene.issuer.asked, { discovery: 1, keys: 1 });
  await scene.time.advance(MINUTE);
  equal(await ask(), 200);
  deepEqual(scene.issuer.asked, { discovery: 2, keys: 2 });
});

oidcTest("a new key is picked up, and unknown ones make no traffic [OIDC-9]", async (scene) => {
  const { issuerKey } = await import("../support/test_issuer.ts");
  await scene.join("Pat", "patient", "pat@example.test");
  equal((await scene.me(await scene.issuer.sign(scene.key))).status, 200);
  await scene.time.advance(MINUTE);
  const next = await issuerKey("key-2");
  scene.issuer.keys = [next.jwk];
  equal((await scene.me(await scene.issuer.sign(next, { jti: "2" }))).status, 200);
  equal(scene.issuer.asked.keys, 2);
  // The old one is gone with that.
  equal((await scene.me(await scene.issuer.sign(scene.key, { jti: "3" }))).status, 401);
  await scene.time.advance(MINUTE);
  const unknown = await issuerKey("key-3");
  for (let time = 0; time < 5; time++) {
    equal((await scene.me(await scene.issuer.sign(unknown, { jti: `u${time}` }))).status, 401);
  }
  equal(scene.issuer.asked.keys, 3);
});

oidcTest(
  "an issuer that is down is a 503 for its tokens, and never touches ours [OIDC-10]",
  async (scene) => {
    await scene.join("Pat", "patient", "pat@example.test");
    await scene.issuer.stop();
    const token = await scene.issuer.sign(scene.key);
    for (let time = 0; time < 3; time++) {
      const answer = await scene.me(token);
      deepEqual([answer.status, answer.json.code], [503, "unavailable"]);
      equal((await scene.me(scene.admin.token)).status, 200);
    }
    scene.issuer.start();
    await scene.time.advance(10_000);
    equal((await scene.me(token)).status, 200);
    // Keys that were there once are good for an hour without their issuer.
    await scene.issuer.stop();
    await scene.time.advance(59 * MINUTE);
    equal((await scene.me(await scene.issuer.sign(scene.key))).status, 200);
    await scene.time.advance(MINUTE);
    equal((await scene.me(await scene.issuer.sign(scene.key))).status, 503);
    const login = { body: { email: "ada@example.test", password: "a right password" } };
    equal((await send(scene.app, "POST", "/api/auth/login", login)).status, 200);
  },
);

oidcTest("documents that can't be the issuer's are as if it were down [OIDC-10]", async (scene) => {
  await scene.join("Pat", "patient", "pat@example.test");
  const { issuer } = scene;
  const token = await issuer.sign(scene.key);
  const wrong: Record<string, () => void> = {
    "another issuer": () => issuer.discovery = { issuer: `${issuer.url}/` },
    "keys over plain http elsewhere": () => issuer.discovery = { jwks_uri: "http://keys.example.test/" },
    "no keys": () => issuer.discovery = { jwks_uri: undefined },
    "no set of keys": () => issuer.discovery = { jwks_uri: `${issuer.url}/.well-known/openid-configuration` },
    "not JSON": () => issuer.answer = () => new Response("<html>"),
    "a redirect": () => issuer.answer = () => Response.redirect(`${issuer.url}/elsewhere`),
    "an error": () => issuer.answer = () => new Response("{}", { status: 500 }),
    "a huge document": () => issuer.answer = () => new Response(`"${"x".repeat(300_000)}"`),
  };
  for (const [what, make] of Object.entries(wrong)) {
    issuer.discovery = {};
    issuer.answer = undefined;
    make();
    equal((await scene.me(token)).status, 503, what);
    await scene.time.advance(10_000);
  }
  issuer.answer = undefined;
  issuer.discovery = {};
  equal((await scene.me(token)).status, 200);
});

oidcTest("an issuer that never answers is given up, for all who wait at once [OIDC-10]", async (scene) => {
  await scene.join("Pat", "patient", "pat@example.test");
  const hanging = Promise.withResolvers<Response>();
  scene.issuer.answer = () => hanging.promise;
  const token = await scene.issuer.sign(scene.key);
  const answers = await Promise.all([scene.me(token), scene.me(token), scene.me(scene.admin.token)]);
  hanging.resolve(new Response(null));
  deepEqual(answers.map((one) => one.status), [503, 503, 200]);
});

oidcTest("keys that can't be used are no keys [OIDC-9]", async (scene) => {
  const { issuerKey } = await import("../support/test_issuer.ts");
  await scene.join("Pat", "patient", "pat@example.test");
  const { exportJWK, generateKeyPair } = await import("jose");
  const weak = await crypto.subtle.generateKey(
    {
      name: "RSASSA-PKCS1-v1_5",
      modulusLength: 1024,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: "SHA-256",
    },
    true,
    ["sign", "verify"],
  );
  const secret = await generateKeyPair("ES256", { extractable: true });
  scene.issuer.keys = [
    { kty: "EC", crv: "P-256", x: "AA", y: "AA", kid: "broken", alg: "ES256" },
    { ...await crypto.subtle.exportKey("jwk", weak.publicKey), kid: "weak", alg: "RS256" } as never,
    { ...await exportJWK(secret.privateKey), kid: "private", alg: "ES256" },
    { ...scene.key.jwk, kid: "for encryption", use: "enc" },
    scene.key.jwk,
  ];
  const sign = (kid: string, alg: string, privateKey: CryptoKey) =>
    scene.issuer.sign({ ...scene.key, kid, alg, privateKey }, { jti: kid });
  equal((await scene.me(await sign("broken", "ES256", scene.key.privateKey))).status, 401);
  equal((await scene.me(await sign("private", "ES256", secret.privateKey))).status, 401);
  equal((await scene.me(await sign("for encryption", "ES256", scene.key.privateKey))).status, 401);
  const [head, body] = (await sign("weak", "ES256", scene.key.privateKey)).split(".");
  const weakHead = btoa(JSON.stringify({ alg: "RS256", kid: "weak" })).replace(/=+$/, "");
  const bytes = new TextEncoder().encode(`${weakHead}.${body}`);
  const signature = new Uint8Array(await crypto.subtle.sign("RSASSA-PKCS1-v1_5", weak.privateKey, bytes));
  const text = signature.toBase64({ alphabet: "base64url", omitPadding: true });
  equal((await scene.me(`${weakHead}.${body}.${text}`)).status, 401, head);
  equal((await scene.me(await scene.issuer.sign(await issuerKey("key-9"), { jti: "9" }))).status, 401);
  equal((await scene.me(await scene.issuer.sign(scene.key))).status, 200);
  equal(
    (await send(scene.app, "POST", "/api/realtime/ticket", bearer(await scene.issuer.sign(scene.key))))
      .status,
    200,
  );
});
