import { deepEqual, equal, match, notEqual, ok } from "node:assert/strict";
import { takeTicket } from "../../realtime/realtime_ticket.ts";
import { auditOf, bearer, login, send, signInTest, withCookie } from "../support/sign_in_scene.ts";

signInTest("tokens, cookies and tickets of one instance are good at another [AUTH-5]", async (scene) => {
  const [one, two] = await Promise.all([0, 1].map(() => scene.signInApp(scene.db, scene)));
  ok(one && two);
  const [first, second] = await Promise.all([login(one.app), login(two.app)]);
  const keys = await scene.db.read((sql) => sql`select kid from signing_keys`);
  equal(keys.length, 1);
  equal((await send(two.app, "GET", "/api/auth/me", bearer(first.json.token))).status, 200);
  equal((await send(one.app, "GET", "/api/auth/me", bearer(second.json.token))).status, 200);
  equal((await send(two.app, "GET", "/api/auth/me", withCookie(first.cookie))).status, 200);
  const ticket = await send(one.app, "POST", "/api/realtime/ticket", bearer(first.json.token));
  equal((await takeTicket(two.deps, ticket.json.ticket))?.userId, scene.userId);
});

signInTest(
  "POST /api/auth/logout ends cookie, token and tickets at once on every instance [AUTH-6]",
  async (scene) => {
    const one = await scene.signInApp(scene.db, scene);
    const two = await scene.signInApp(scene.db, scene);
    const { json, cookie } = await login(one.app);
    const ticket = await send(one.app, "POST", "/api/realtime/ticket", withCookie(cookie));
    const out = await send(one.app, "POST", "/api/auth/logout", withCookie(cookie));
    equal(out.status, 204);
    match(out.headers.get("Set-Cookie") ?? "", /^__Host-carewire=; Max-Age=0; Path=\//);
    for (const { app } of [one, two]) {
      equal((await send(app, "GET", "/api/auth/me", bearer(json.token))).status, 401);
      equal((await send(app, "GET", "/api/auth/me", withCookie(cookie))).status, 401);
      equal((await send(app, "POST", "/api/auth/logout", withCookie(cookie))).status, 401);
    }
    equal(await takeTicket(two.deps, ticket.json.ticket), undefined);
    equal(one.ended.length, 1);
    deepEqual((await auditOf(scene.db)).map((row) => row.action), ["session.opened", "session.revoked"]);
  },
);

signInTest("a disabled user is refused with what was given out before [AUTH-7]", async (scene) => {
  const { app, deps } = await scene.signInApp(scene.db, scene);
  const { json, cookie } = await login(app);
  const ticket = await send(app, "POST", "/api/realtime/ticket", bearer(json.token));
  await scene.db.write((sql) => sql`update users set disabled_at = now() where id = ${scene.userId}`);
  equal((await send(app, "GET", "/api/auth/me", bearer(json.token))).status, 401);
  equal((await send(app, "GET", "/api/auth/me", withCookie(cookie))).status, 401);
  equal(await takeTicket(deps, ticket.json.ticket), undefined);
  equal((await login(app)).status, 401);
});

signInTest("a new role counts at once [AUTH-7]", async (scene) => {
  const { app } = await scene.signInApp(scene.db, scene);
  const { json } = await login(app);
  await scene.db.write((sql) => sql`update users set role = 'doctor' where id = ${scene.userId}`);
  equal((await send(app, "GET", "/api/auth/me", bearer(json.token))).json.user.role, "doctor");
});

signInTest(
  "POST /api/auth/refresh gives a new token and a longer session, seven days at most [AUTH-8]",
  async (scene) => {
    const { app, time } = await scene.signInApp(scene.db, scene);
    const { json, cookie } = await login(app);
    await time.advance(16 * 60_000);
    equal((await send(app, "GET", "/api/auth/me", bearer(json.token))).status, 401);
    let refreshed = await send(app, "POST", "/api/auth/refresh", withCookie(cookie));
    equal(refreshed.status, 200);
    notEqual(refreshed.json.token, json.token);
    equal(refreshed.cookie, cookie);
    equal((await send(app, "GET", "/api/auth/me", bearer(refreshed.json.token))).status, 200);
    for (let hours = 0; hours < 7 * 24 - 12; hours += 11) {
      await time.advance(11 * 3_600_000);
      refreshed = await send(app, "POST", "/api/auth/refresh", withCookie(cookie));
      equal(refreshed.status, 200, `after ${hours} h`);
    }
    await time.advance(12 * 3_600_000);
    equal((await send(app, "POST", "/api/auth/refresh", withCookie(cookie))).status, 401);
  },
);

signInTest("a session that nobody refreshes is over after 12 hours [AUTH-8]", async (scene) => {
  const { app, time } = await scene.signInApp(scene.db, scene);
  const { cookie } = await login(app);
  await time.advance(12 * 3_600_000 - 1);
  equal((await send(app, "GET", "/api/auth/me", withCookie(cookie))).status, 200);
  await time.advance(1);
  equal((await send(app, "GET", "/api/auth/me", withCookie(cookie))).status, 401);
});

signInTest("POST /api/realtime/ticket gives a ticket for one use within 30 s [AUTH-9]", async (scene) => {
  const { app, deps, time } = await scene.signInApp(scene.db, scene);
  const { json } = await login(app);
  const make = async () => (await send(app, "POST", "/api/realtime/ticket", bearer(json.token))).json;
  const first = await make();
  equal(first.expires_at, "2026-03-02T09:00:30.000Z");
  const takers = await Promise.all([1, 2, 3].map(() => takeTicket(deps, first.ticket)));
  equal(takers.filter((who) => who?.userId === scene.userId).length, 1);
  equal(takers.filter((who) => who === undefined).length, 2);
  const late = await make();
  await time.advance(30_000);
  equal(await takeTicket(deps, late.ticket), undefined);
  for (const wrong of ["", "x", "A".repeat(43), `${late.ticket}\0`]) {
    equal(await takeTicket(deps, wrong), undefined);
  }
  equal((await send(app, "POST", "/api/realtime/ticket")).status, 401);
});

signInTest("tickets that nobody used do not pile up [AUTH-9]", async (scene) => {
  const { app, time } = await scene.signInApp(scene.db, scene);
  const { json } = await login(app);
  for (let round = 0; round < 3; round++) {
    await send(app, "POST", "/api/realtime/ticket", bearer(json.token));
    await time.advance(31_000);
  }
  const [row] = await scene.db.read((sql) => sql`select count(*) as count from realtime_tickets`);
  equal(row?.count, 1);
});

signInTest("a changed, foreign or expired credential is nobody's [AUTH-10]", async (scene) => {
  const { app } = await scene.signInApp(scene.db, scene);
  const { json, cookie } = await login(app);
  const [head, body, signature] = (json.token as string).split(".");
  const none = btoa('{"alg":"none","typ":"at+jwt"}').replace(/=+$/, "");
  const tokens = [
    `${head}.${body}.${"A".repeat(86)}`,
    `${none}.${body}.`,
    `${none}.${body}.${signature}`,
    "x",
    "a.b.c",
  ];
  for (const token of tokens) {
    equal((await send(app, "GET", "/api/auth/me", bearer(token))).status, 401, token);
  }
  const [name, value] = [cookie.slice(0, cookie.indexOf("=")), cookie.slice(cookie.indexOf("=") + 1)];
  const [session, secret] = value.split(".");
  const other = `${session}.${"A".repeat(43)}`;
  for (
    const wrong of [
      other,
      `${crypto.randomUUID()}.${secret}`,
      session!,
      "",
      `${value}.x`,
      "%",
      `x'--.${secret}`,
    ]
  ) {
    equal((await send(app, "GET", "/api/auth/me", withCookie(`${name}=${wrong}`))).status, 401, wrong);
  }
  const basic = { headers: { Authorization: "Basic eDp5", Cookie: cookie } };
  equal((await send(app, "GET", "/api/auth/me", basic)).status, 401);
});

signInTest(
  "a token signed by another key, for another audience or of another type is refused [AUTH-10]",
  async (scene) => {
    const { SignJWT } = await import("jose");
    const { app, deps, time } = await scene.signInApp(scene.db, scene);
    const { json } = await login(app);
    const { kid, privateKey } = await deps.keys.current();
    const claims = JSON.parse(atob((json.token as string).split(".")[1]!));
    const sign = (change: object, head: object, key = privateKey) =>
      new SignJWT({ ...claims, ...change }).setProtectedHeader({ alg: "EdDSA", typ: "at+jwt", kid, ...head })
        .sign(key);
    const stranger = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]) as CryptoKeyPair;
    const tokens = await Promise.all([
      sign({ aud: "other" }, {}),
      sign({ iss: "other" }, {}),
      sign({}, { typ: "JWT" }),
      sign({}, { kid: "unknown" }),
      sign({}, {}, stranger.privateKey),
      sign({ sub: String(scene.userId + 1) }, {}),
      sign({ sid: "x" }, {}),
      sign({ exp: Math.floor(time.now() / 1000) - 60 }, {}),
    ]);
    for (const token of tokens) equal((await send(app, "GET", "/api/auth/me", bearer(token))).status, 401);
    equal((await send(app, "GET", "/api/auth/me", bearer(await sign({}, {})))).status, 200);
  },
);

signInTest("on http loopback the cookie has a plain name and is not Secure [AUTH-13]", async (scene) => {
  const { app } = await scene.signInApp(scene.db, { passwords: scene.passwords, https: false });
  const answer = await login(app);
  match(
    answer.headers.get("Set-Cookie") ?? "",
    /^carewire=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  equal((await send(app, "GET", "/api/auth/me", withCookie(answer.cookie))).status, 200);
});

signInTest(
  "a signing key that the keyring cannot open is still good to verify with [KEY-5]",
  async (scene) => {
    const { StoredSigningKeys } = await import("../../db/signing_keys.ts");
    const { openKeyring } = await import("../../db/keyring.ts");
    const { app, deps, time } = await scene.signInApp(scene.db, scene);
    const { json } = await login(app);
    const keyring = await openKeyring("x".repeat(32), time);
    deps.keys = new StoredSigningKeys({ db: scene.db, keyring, clock: time });
    equal((await send(app, "GET", "/api/auth/me", bearer(json.token))).status, 200);
    const again = await login(app);
    equal((await send(app, "GET", "/api/auth/me", bearer(again.json.token))).status, 200);
    const keys = await scene.db.read((sql) => sql`select kid from signing_keys`);
    equal(keys.length, 2);
  },
);
