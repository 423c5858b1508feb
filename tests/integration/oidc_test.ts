import { deepEqual, equal, match } from "node:assert/strict";
import { type OidcScene, oidcTest } from "../support/oidc_scene.ts";
import { auditOf, bearer, send } from "../support/sign_in_scene.ts";

async function auditActions(scene: OidcScene): Promise<string[]> {
  const rows = await auditOf(scene.db);
  return rows.slice(1).map((row) => `${row.action} ${row.outcome}`);
}

/** The order of P-256's group: with (r, s) a signature, (r, n − s) is one of the same bytes too. */
const P256_ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** The same token with another signature that is as right as its own. */
function otherBytes(token: string): string {
  const [head, body, signature = ""] = token.split(".");
  const bytes = Uint8Array.fromBase64(signature, { alphabet: "base64url" });
  const s = BigInt(`0x${bytes.subarray(32).toHex()}`);
  bytes.set(Uint8Array.fromHex((P256_ORDER - s).toString(16).padStart(64, "0")), 32);
  return `${head}.${body}.${bytes.toBase64({ alphabet: "base64url", omitPadding: true })}`;
}

oidcTest("a good token is its person, tied at the first time and written down [OIDC-1]", async (scene) => {
  const pat = await scene.join("Pat", "patient", "pat@example.test");
  const token = await scene.issuer.sign(scene.key, { email: "Pat@Example.TEST" });
  const me = await scene.me(token);
  deepEqual([me.status, me.json.user], [200, { id: pat.id, name: "Pat", role: "patient" }]);
  const links = await scene.db.read((sql) => sql`select issuer, subject, user_id from external_identities`);
  deepEqual(links.map((row) => ({ ...row })), [
    { issuer: scene.issuer.url, subject: "subject-1", user_id: pat.id },
  ]);
  const rows = (await auditOf(scene.db)).slice(-2);
  deepEqual(rows.map((row) => [row.action, row.outcome, row.actor_id, row.source_address]), [
    ["identity.linked", "done", pat.id, "192.0.2.1"],
    ["session.opened", "done", pat.id, "192.0.2.1"],
  ]);
});

oidcTest("later the subject counts and not the e-mail [OIDC-1]", async (scene) => {
  const pat = await scene.join("Pat", "patient", "pat@example.test");
  const dana = await scene.join("Dana", "doctor", "dana@example.test");
  equal((await scene.me(await scene.issuer.sign(scene.key))).status, 200);
  for (const claims of [{ email: "dana@example.test" }, { email: undefined, email_verified: undefined }]) {
    const token = await scene.issuer.sign(scene.key, { ...claims, jti: String(claims.email) });
    equal((await scene.me(token)).json.user.id, pat.id);
  }
  const other = await scene.issuer.sign(scene.key, { sub: "subject-2", email: "dana@example.test" });
  equal((await scene.me(other)).json.user.id, dana.id);
});

oidcTest("tokens by each pinned algorithm are good [OIDC-2]", async (scene) => {
  const { issuerKey } = await import("../support/test_issuer.ts");
  await scene.join("Pat", "patient", "pat@example.test");
  const keys = await Promise.all(
    ["RS256", "PS256", "ES256", "EdDSA"].map((alg) => issuerKey(`key-${alg}`, alg)),
  );
  scene.issuer.keys = keys.map((one) => one.jwk);
  for (const key of keys) {
    equal((await scene.me(await scene.issuer.sign(key, { jti: key.alg }))).status, 200, key.alg);
  }
});

oidcTest("a token that is not wholly right is nobody's [OIDC-3]", async (scene) => {
  await scene.join("Pat", "patient", "pat@example.test");
  const { issuer, key } = scene;
  const { issuerKey } = await import("../support/test_issuer.ts");
  const now = Math.floor(scene.time.now() / 1000);
  const stranger = await issuerKey(key.kid);
  const without = (name: string) => issuer.sign(key, { [name]: undefined });
  const cases: Record<string, string> = {
    "wrong aud": await issuer.sign(key, { aud: "other" }),
    "wrong iss": await issuer.sign(key, { iss: `${issuer.url}/` }),
    "expired": await issuer.sign(key, { exp: now - 5 }),
    "not yet valid": await issuer.sign(key, { nbf: now + 6 }),
    "without exp": await without("exp"),
    "without aud": await without("aud"),
    "without iss": await without("iss"),
    "without sub": await without("sub"),
    "empty sub": await issuer.sign(key, { sub: "" }),
    "long sub": await issuer.sign(key, { sub: "x".repeat(256) }),
    "NUL in sub": await issuer.sign(key, { sub: "a\0b" }),
    "sub that is no text": await issuer.sign(key, { sub: 7 as unknown as string }),
    "signed by another key": await issuer.sign(stranger),
    "another kind of token": await issuer.sign(key, {}, { typ: "logout+jwt" }),
    "too long": await issuer.sign(key, { groups: "x".repeat(8_192) }),
  };
  for (const [what, token] of Object.entries(cases)) equal((await scene.me(token)).status, 401, what);
  const [head, body] = (await issuer.sign(key)).split(".");
  for (const token of [`${head}.${body}.`, `${head}.${body}`, `${head}.x.y`, ".."]) {
    equal((await scene.me(token)).status, 401, token.slice(-10));
  }
  equal((await scene.db.read((sql) => sql`select 1 from external_identities`)).length, 0);
});

oidcTest("clocks may be five seconds apart [OIDC-3]", async (scene) => {
  await scene.join("Pat", "patient", "pat@example.test");
  const now = Math.floor(scene.time.now() / 1000);
  equal((await scene.me(await scene.issuer.sign(scene.key, { exp: now - 4 }))).status, 200);
  equal((await scene.me(await scene.issuer.sign(scene.key, { nbf: now + 5, iat: now + 5 }))).status, 200);
  const token = await scene.issuer.sign(scene.key, { exp: now + 10, jti: "short" });
  equal((await scene.me(token)).status, 200);
  await scene.time.advance(14_999);
  equal((await scene.me(token)).status, 200);
  await scene.time.advance(1);
  equal((await scene.me(token)).status, 401);
});

oidcTest(
  "neither no signature nor a public key as a shared secret is a signature [OIDC-2]",
  async (scene) => {
    await scene.join("Pat", "patient", "pat@example.test");
    const { exportSPKI, SignJWT, UnsecuredJWT } = await import("jose");
    const { issuerKey } = await import("../support/test_issuer.ts");
    const rsa = await issuerKey("rsa", "RS256");
    scene.issuer.keys = [scene.key.jwk, rsa.jwk];
    const now = Math.floor(scene.time.now() / 1000);
    const claims = {
      iss: scene.issuer.url,
      aud: "carewire",
      sub: "subject-1",
      exp: now + 300,
      email: "pat@example.test",
      email_verified: true,
    };
    const unsigned = new UnsecuredJWT(claims).encode();
    const [, body] = unsigned.split(".");
    const none = btoa(JSON.stringify({ alg: "none", kid: "rsa" })).replace(/=+$/, "");
    const tokens = [unsigned, `${none}.${body}.`, `${none}.${body}.AAAA`];
    const spki = await exportSPKI(rsa.publicKey);
    for (const secret of [spki, spki.trim(), JSON.stringify(rsa.jwk), String(rsa.jwk.n)]) {
      for (const alg of ["HS256", "HS512"]) {
        const jwt = new SignJWT(claims).setProtectedHeader({ alg, kid: "rsa" });
        tokens.push(await jwt.sign(new TextEncoder().encode(secret)));
      }
    }
    for (const token of tokens) equal((await scene.me(token)).status, 401);
    // A symmetric key in the set changes nothing.
    const k = btoa("a-secret-that-everybody-knows-by-now").replace(/=+$/, "");
    scene.issuer.keys.push({ kty: "oct", kid: "shared", alg: "HS256", k });
    const shared = await new SignJWT(claims).setProtectedHeader({ alg: "HS256", kid: "shared" })
      .sign(new TextEncoder().encode("a-secret-that-everybody-knows-by-now"));
    equal((await scene.me(shared)).status, 401);
    // None of them was even asked about.
    deepEqual(scene.issuer.asked, { discovery: 0, keys: 0 });
  },
);

oidcTest("a token without a person is refused, and makes nobody [OIDC-4]", async (scene) => {
  const gone = await scene.join("Gone", "doctor", "gone@example.test");
  await scene.db.write((sql) => sql`update users set disabled_at = now() where id = ${gone.id}`);
  await scene.join("Pat", "patient", "pat@example.test");
  const { addGuest } = await import("../support/people_scene.ts");
  await addGuest(scene, "Gus");
  const cases: Record<string, object> = {
    "unknown e-mail": { email: "nobody@example.test" },
    "no e-mail": { email: undefined },
    "not verified": { email_verified: false },
    "verified as a text": { email_verified: "true" },
    "verified not said": { email_verified: undefined },
    "disabled user": { email: "gone@example.test" },
    "another letter that lowers to k": { email: "pat@e\u212Aample.test" },
    "a list": { email: ["pat@example.test"] },
  };
  for (const [what, claims] of Object.entries(cases)) {
    equal((await scene.me(await scene.issuer.sign(scene.key, { ...claims, jti: what }))).status, 401, what);
  }
  equal((await scene.db.read((sql) => sql`select 1 from external_identities`)).length, 0);
  equal((await scene.db.read((sql) => sql`select 1 from users`)).length, 4);
  const refused = (await auditActions(scene)).filter((one) => one === "session.opened refused");
  equal(refused.length, Object.keys(cases).length);
});

oidcTest("a second subject with the same e-mail is refused and written down [OIDC-5]", async (scene) => {
  const pat = await scene.join("Pat", "patient", "pat@example.test");
  equal((await scene.me(await scene.issuer.sign(scene.key))).status, 200);
  const second = await scene.issuer.sign(scene.key, { sub: "subject-2" });
  equal((await scene.me(second)).status, 401);
  equal((await scene.me(second)).status, 401);
  const rows = await scene.db.read((sql) => sql`select subject from external_identities`);
  deepEqual(rows.map((row) => row.subject), ["subject-1"]);
  const last = (await auditOf(scene.db)).at(-1);
  deepEqual([last?.action, last?.outcome, last?.actor_id, last?.object_id], [
    "identity.linked",
    "refused",
    null,
    String(pat.id),
  ]);
  equal((await scene.me(await scene.issuer.sign(scene.key))).status, 200);
});

oidcTest(
  "of two subjects that come first at once one is tied, and both tokens of one are good [OIDC-6]",
  async (scene) => {
    const other = await scene.instance();
    for (let round = 0; round < 6; round++) {
      await scene.join(`Pat ${round}`, "patient", `pat${round}@example.test`);
      const email = `pat${round}@example.test`;
      const sign = (sub: string, jti: string) => scene.issuer.sign(scene.key, { sub, jti, email });
      const tokens = await Promise.all([
        sign(`a${round}`, "1"),
        sign(`a${round}`, "1"),
        sign(`a${round}`, "2"),
        sign(`b${round}`, "3"),
      ]);
      const answers = await Promise.all(
        tokens.map((token, at) => scene.me(token, at % 2 ? other : undefined)),
      );
      const links = await scene.db.read((sql) =>
        sql`select subject from external_identities where subject like ${`_${round}`}`
      );
      equal(links.length, 1, `round ${round}`);
      const winner = links[0]?.subject;
      const expected = winner === `a${round}` ? [200, 200, 200, 401] : [401, 401, 401, 200];
      deepEqual(answers.map((one) => one.status), expected, `round ${round}`);
      const sessions = await scene.db.read((sql) =>
        sql`
      select 1 from sessions s join users u on u.id = s.user_id
      where u.email = ${email} and s.secret_hash is null`
      );
      equal(sessions.length, winner === `a${round}` ? 2 : 1, `round ${round}`);
    }
  },
);

oidcTest(
  "a token is one session on every instance, and costs one statement once it is known [OIDC-7]",
  async (scene) => {
    await scene.join("Pat", "patient", "pat@example.test");
    const other = await scene.instance();
    const token = await scene.issuer.sign(scene.key, { exp: Math.floor(scene.time.now() / 1000) + 300 });
    equal((await scene.me(token)).status, 200);
    equal((await scene.me(token, other)).status, 200);
    const rows = await scene.db.read((sql) =>
      sql`
    select session_id, expires_at, secret_hash from sessions where secret_hash is null`
    );
    equal(rows.length, 1);
    match(rows[0]?.session_id, /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    equal(rows[0]?.expires_at.getTime(), scene.time.now() + 305_000);
    const finds: string[] = [];
    const { sessions } = scene.deps;
    scene.deps.sessions = {
      ...sessions,
      find(id) {
        finds.push(id);
        return sessions.find(id);
      },
    };
    scene.deps.external!.identities.open = () => Promise.reject(new Error("asked again"));
    equal((await scene.me(token)).status, 200);
    deepEqual(finds, [rows[0]?.session_id]);
  },
);

oidcTest("a token that lasts very long is a session of seven days [OIDC-7]", async (scene) => {
  await scene.join("Pat", "patient", "pat@example.test");
  const token = await scene.issuer.sign(scene.key, { exp: 1e15 });
  equal((await scene.me(token)).status, 200);
  await scene.time.advance(7 * 24 * 3_600_000);
  equal((await scene.me(token)).status, 401);
});

oidcTest("a sign-out ends a token everywhere, whatever its signature looks like [OIDC-8]", async (scene) => {
  await scene.join("Pat", "patient", "pat@example.test");
  const other = await scene.instance();
  const token = await scene.issuer.sign(scene.key);
  equal((await scene.me(otherBytes(token))).status, 200);
  const { ticket } = (await send(scene.app, "POST", "/api/realtime/ticket", bearer(token))).json;
  equal((await send(scene.app, "POST", "/api/auth/logout", bearer(token))).status, 204);
  equal(scene.ended.length, 1);
  for (const app of [undefined, other]) equal((await scene.me(token, app)).status, 401);
  const { takeTicket } = await import("../../realtime/realtime_ticket.ts");
  equal(await takeTicket(other.deps, ticket), undefined);
  equal((await scene.me(otherBytes(token))).status, 401);
  await scene.time.advance(1_000);
  equal((await scene.me(await scene.issuer.sign(scene.key))).status, 200);
});

oidcTest(
  "disabling, a new role and a new password end the sessions of tokens too [OIDC-8]",
  async (scene) => {
    const pat = await scene.join("Pat", "patient", "pat@example.test");
    let number = 0;
    const fresh = () => scene.issuer.sign(scene.key, { jti: String(number++) });
    const admin = (await send(scene.app, "POST", "/api/auth/login", {
      body: { email: "ada@example.test", password: (await import("../support/sign_in_scene.ts")).PASSWORD },
    })).json.token;
    const patch = (body: object) =>
      send(scene.app, "PATCH", `/api/users/${pat.id}`, { ...bearer(admin), body });
    for (const change of [{ role: "doctor" }, { disabled: true }]) {
      const token = await fresh();
      equal((await scene.me(token)).status, 200);
      equal((await patch(change)).status, 200);
      equal((await scene.me(token)).status, 401);
    }
    equal((await scene.me(await fresh())).status, 401);
    await patch({ disabled: false });
    const token = await fresh();
    equal((await scene.me(token)).json.user.role, "doctor");
    equal((await send(scene.app, "POST", `/api/users/${pat.id}/password`, bearer(admin))).status, 200);
    equal((await scene.me(token)).status, 401);
  },
);

oidcTest("POST /api/auth/refresh leaves tokens of an issuer to that issuer [OIDC-8]", async (scene) => {
  await scene.join("Pat", "patient", "pat@example.test");
  const refused = await send(
    scene.app,
    "POST",
    "/api/auth/refresh",
    bearer(await scene.issuer.sign(scene.key)),
  );
  deepEqual([refused.status, refused.json.code], [409, "conflict"]);
});

oidcTest("a session of a token has no cookie [OIDC-8]", async (scene) => {
  await scene.join("Pat", "patient", "pat@example.test");
  equal((await scene.me(await scene.issuer.sign(scene.key))).status, 200);
  const [row] = await scene.db.read((sql) => sql`select session_id from sessions where secret_hash is null`);
  for (const secret of ["A".repeat(43), ""]) {
    const headers = { Cookie: `__Host-carewire=${row?.session_id}.${secret}` };
    equal((await send(scene.app, "GET", "/api/auth/me", { headers })).status, 401);
  }
});
