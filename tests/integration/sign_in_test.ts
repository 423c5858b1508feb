import { deepEqual, equal, match, notEqual, ok } from "node:assert/strict";
import type { Hono } from "hono";
import type { Database } from "../../db/database.ts";
import { hashPassword } from "../../realtime/password_hash.ts";
import { PasswordWorker } from "../../realtime/passwords.ts";
import { takeTicket } from "../../realtime/realtime_ticket.ts";
import { granted } from "../support/granted.ts";

type SignInSupport = typeof import("../support/sign_in_app.ts");

interface Scene extends SignInSupport {
  db: Database;
  passwords: PasswordWorker;
  /** Id of `pat@example.test`, whose password is PASSWORD. */
  userId: number;
}

const ORIGIN = "https://visit.test";
const PASSWORD = "a right password";
const EMAIL = "pat@example.test";
const hash = hashPassword(PASSWORD, new Uint8Array(16));

/** A test on a database of its own with one person in it. */
function test(name: string, run: (scene: Scene) => Promise<void>): void {
  Deno.test({
    name,
    ignore: !granted("read", "write", "net", "env", "run"),
    fn: async () => {
      const { testDatabase } = await import("../support/test_database.ts");
      const support = await import("../support/sign_in_app.ts");
      await using database = await testDatabase();
      using passwords = new PasswordWorker(support.testChance);
      const userId = await support.addUser(database.db, EMAIL, await hash);
      await run({ ...support, db: database.db, passwords, userId });
    },
  });
}

type Send = {
  body?: unknown;
  headers?: Record<string, string>;
  form?: Record<string, string>;
  address?: string;
};

async function send(app: Hono, method: string, path: string, { body, headers, form, address }: Send = {}) {
  const type = form
    ? "application/x-www-form-urlencoded"
    : body === undefined
    ? undefined
    : "application/json";
  const response = await app.request(path, {
    method,
    headers: { ...(type && { "Content-Type": type }), ...headers },
    body: form ? new URLSearchParams(form).toString() : body === undefined ? undefined : JSON.stringify(body),
  }, { remoteAddress: address ?? "192.0.2.1" });
  const text = await response.text();
  // deno-lint-ignore no-explicit-any -- answers are looked at field by field
  const json: any = response.headers.get("Content-Type")?.includes("json") ? JSON.parse(text) : undefined;
  return { status: response.status, headers: response.headers, text, json, cookie: cookieOf(response) };
}

function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

function login(app: Hono, password = PASSWORD, more: Send = {}) {
  return send(app, "POST", "/api/auth/login", { body: { email: EMAIL, password }, ...more });
}

const bearer = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });
const withCookie = (cookie: string) => ({ headers: { Cookie: cookie, Origin: ORIGIN } });

async function auditOf(db: Database) {
  return await db.read((sql) =>
    sql<
      {
        action: string;
        outcome: string;
        actor_id: number | null;
        object_id: string;
        source_address: string;
      }[]
    >`
      select action, outcome, actor_id, object_id, source_address from audit_log order by id`
  );
}

test("POST /api/auth/login gives a token, a cookie and the user, and writes it down [AUTH-1]", async (scene) => {
  const { app } = await scene.signInApp(scene.db, scene);
  const answer = await send(app, "POST", "/api/auth/login", {
    body: { email: " Pat@Example.test ", password: PASSWORD },
  });
  equal(answer.status, 200);
  deepEqual(answer.json.user, { id: scene.userId, name: "Pat", role: "patient" });
  equal(answer.json.expires_at, "2026-03-02T09:15:00.000Z");
  const cookie = answer.headers.get("Set-Cookie") ?? "";
  match(
    cookie,
    /^__Host-carewire=[0-9a-f-]{36}\.[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  equal(answer.headers.get("Cache-Control"), "no-store");
  for (const credential of [bearer(answer.json.token), withCookie(answer.cookie)]) {
    const me = await send(app, "GET", "/api/auth/me", credential);
    equal(me.status, 200);
    deepEqual(me.json, { user: { id: scene.userId, name: "Pat", role: "patient" } });
  }
  const [audit] = await auditOf(scene.db);
  deepEqual([audit?.action, audit?.outcome, audit?.actor_id, audit?.source_address], [
    "session.opened",
    "done",
    scene.userId,
    "192.0.2.1",
  ]);
});

test("POST /api/auth/login keeps neither secret nor password as text [AUTH-2]", async (scene) => {
  const { app } = await scene.signInApp(scene.db, scene);
  const { cookie, json } = await login(app);
  const ticket = await send(app, "POST", "/api/realtime/ticket", bearer(json.token));
  const secrets = [cookie.split(".")[1]!, ticket.json.ticket, PASSWORD];
  const rows = await scene.db.read((sql) =>
    sql`
      select s::text as row from sessions s union all select t::text from realtime_tickets t
      union all select a::text from audit_log a union all select u::text from users u`
  );
  for (const { row } of rows) for (const secret of secrets) ok(!String(row).includes(secret));
});

test("POST /api/auth/login answers the same for a wrong password and an unknown e-mail [AUTH-3]", async (scene) => {
  const checked: (string | undefined)[] = [];
  const passwords = {
    hash: (password: string) => scene.passwords.hash(password),
    check: (password: string, phc: string | undefined) => {
      checked.push(phc);
      return scene.passwords.check(password, phc);
    },
  };
  const { app } = await scene.signInApp(scene.db, { passwords });
  await scene.addUser(scene.db, "guest@example.test", null);
  await scene.addUser(scene.db, "gone@example.test", await hash);
  await scene.db.write((sql) => sql`update users set disabled_at = now() where email = 'gone@example.test'`);
  const wrong = await login(app, "wrong");
  equal(wrong.status, 401);
  equal(wrong.headers.get("WWW-Authenticate"), 'Bearer realm="carewire"');
  for (const email of ["nobody@example.test", "guest@example.test", "gone@example.test"]) {
    const other = await send(app, "POST", "/api/auth/login", { body: { email, password: PASSWORD } });
    deepEqual([other.status, other.json], [wrong.status, wrong.json]);
  }
  deepEqual(checked, [await hash, undefined, undefined, undefined]);
  const audit = await auditOf(scene.db);
  deepEqual(audit.map((row) => row.outcome), ["refused", "refused", "refused", "refused"]);
  deepEqual(audit[0]?.object_id, String(scene.userId));
});

test("POST /api/auth/login renews a hash that was made with other parameters [AUTH-4]", async (scene) => {
  const { argon2id } = await import("hash-wasm");
  const weak = await argon2id({
    password: PASSWORD,
    salt: new Uint8Array(16),
    iterations: 1,
    parallelism: 1,
    memorySize: 8,
    hashLength: 32,
    outputType: "encoded",
  });
  const { app } = await scene.signInApp(scene.db, scene);
  await scene.db.write((sql) => sql`update users set password_hash = ${weak} where id = ${scene.userId}`);
  equal((await login(app)).status, 200);
  const [row] = await scene.db.read((sql) => sql`select password_hash from users where id = ${scene.userId}`);
  match(row?.password_hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  equal((await login(app)).status, 200);
});

test("tokens, cookies and tickets of one instance are good at another [AUTH-5]", async (scene) => {
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

test("POST /api/auth/logout ends cookie, token and tickets at once on every instance [AUTH-6]", async (scene) => {
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
});

test("a disabled user is refused with what was given out before [AUTH-7]", async (scene) => {
  const { app, deps } = await scene.signInApp(scene.db, scene);
  const { json, cookie } = await login(app);
  const ticket = await send(app, "POST", "/api/realtime/ticket", bearer(json.token));
  await scene.db.write((sql) => sql`update users set disabled_at = now() where id = ${scene.userId}`);
  equal((await send(app, "GET", "/api/auth/me", bearer(json.token))).status, 401);
  equal((await send(app, "GET", "/api/auth/me", withCookie(cookie))).status, 401);
  equal(await takeTicket(deps, ticket.json.ticket), undefined);
  equal((await login(app)).status, 401);
});

test("a new role counts at once [AUTH-7]", async (scene) => {
  const { app } = await scene.signInApp(scene.db, scene);
  const { json } = await login(app);
  await scene.db.write((sql) => sql`update users set role = 'doctor' where id = ${scene.userId}`);
  equal((await send(app, "GET", "/api/auth/me", bearer(json.token))).json.user.role, "doctor");
});

test("POST /api/auth/refresh gives a new token and a longer session, seven days at most [AUTH-8]", async (scene) => {
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
});

test("a session that nobody refreshes is over after 12 hours [AUTH-8]", async (scene) => {
  const { app, time } = await scene.signInApp(scene.db, scene);
  const { cookie } = await login(app);
  await time.advance(12 * 3_600_000 - 1);
  equal((await send(app, "GET", "/api/auth/me", withCookie(cookie))).status, 200);
  await time.advance(1);
  equal((await send(app, "GET", "/api/auth/me", withCookie(cookie))).status, 401);
});

test("POST /api/realtime/ticket gives a ticket for one use within 30 s [AUTH-9]", async (scene) => {
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

test("tickets that nobody used do not pile up [AUTH-9]", async (scene) => {
  const { app, time } = await scene.signInApp(scene.db, scene);
  const { json } = await login(app);
  for (let round = 0; round < 3; round++) {
    await send(app, "POST", "/api/realtime/ticket", bearer(json.token));
    await time.advance(31_000);
  }
  const [row] = await scene.db.read((sql) => sql`select count(*) as count from realtime_tickets`);
  equal(row?.count, 1);
});

test("a changed, foreign or expired credential is nobody's [AUTH-10]", async (scene) => {
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

test("a token signed by another key, for another audience or of another type is refused [AUTH-10]", async (scene) => {
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
});

test("state changes from a foreign origin, or by cookie without one, are refused with 403 [AUTH-11]", async (scene) => {
  const { app } = await scene.signInApp(scene.db, scene);
  const { json, cookie } = await login(app);
  const foreign = ["https://evil.test", "null", "http://visit.test", `${ORIGIN}:8443`];
  for (const Origin of foreign) {
    equal((await login(app, PASSWORD, { headers: { Origin } })).status, 403);
    equal(
      (await send(app, "POST", "/api/auth/refresh", { headers: { Origin, Cookie: cookie } })).status,
      403,
    );
    const headers = { Origin, Authorization: `Bearer ${json.token}` };
    equal((await send(app, "POST", "/api/realtime/ticket", { headers })).status, 403);
    equal(
      (await send(app, "POST", "/sign-out", { headers: { Origin, Cookie: cookie }, form: {} })).status,
      403,
    );
  }
  equal((await send(app, "POST", "/api/auth/logout", { headers: { Cookie: cookie } })).status, 403);
  equal((await send(app, "POST", "/api/auth/refresh", bearer(json.token))).status, 200);
  equal((await send(app, "GET", "/api/auth/me", { headers: { Cookie: cookie } })).status, 200);
  equal((await login(app, PASSWORD, { headers: { Origin: ORIGIN } })).status, 200);
});

test("the eleventh wrong password for one e-mail has to wait, a right one forgets them [AUTH-12]", async (scene) => {
  const { app, time } = await scene.signInApp(scene.db, scene);
  for (let attempt = 0; attempt < 9; attempt++) equal((await login(app, "wrong")).status, 401);
  equal((await login(app)).status, 200);
  for (let attempt = 0; attempt < 10; attempt++) equal((await login(app, "wrong")).status, 401);
  await time.advance(60_000);
  const limited = await login(app, PASSWORD, { address: "192.0.2.99" });
  equal(limited.status, 429);
  equal(limited.json.code, "rate_limited");
  equal(limited.headers.get("Retry-After"), String(14 * 60));
  await time.advance(14 * 60_000);
  equal((await login(app)).status, 200);
});

test("one address has to wait after many refused e-mails, others need not [AUTH-12]", async (scene) => {
  const check = () => Promise.resolve({ ok: true as const, value: { isRight: false, isOutdated: false } });
  const { app } = await scene.signInApp(scene.db, { passwords: { hash: scene.passwords.hash, check } });
  const attempt = (number: number, address: string) =>
    send(app, "POST", "/api/auth/login", { body: { email: `p${number}@x.test`, password: "x" }, address });
  for (let number = 0; number < 100; number++) {
    equal((await attempt(number, `2001:db8::${number.toString(16)}`)).status, 401);
  }
  equal((await attempt(100, "2001:db8::ffff")).status, 429);
  equal((await attempt(100, "2001:db8:1::1")).status, 401);
});

test("sign-ins beyond the queue are told to come back [AUTH-12]", async (scene) => {
  const { app } = await scene.signInApp(scene.db, scene);
  const refusal = { ok: false as const, code: "rate_limited" as const, message: "Too many." };
  const passwords = { hash: scene.passwords.hash, check: () => Promise.resolve(refusal) };
  const full = await scene.signInApp(scene.db, { passwords });
  for (let attempt = 0; attempt < 12; attempt++) {
    const answer = await login(full.app);
    deepEqual([answer.status, answer.headers.get("Retry-After")], [429, "5"]);
  }
  equal((await login(app)).status, 200);
});

test("POST /api/auth/login refuses bodies of the wrong type, size or shape [HTTP-1]", async (scene) => {
  const { app } = await scene.signInApp(scene.db, scene);
  const post = async (body: string, type = "application/json") => {
    const response = await app.request("/api/auth/login", {
      method: "POST",
      headers: { "Content-Type": type },
      body,
    });
    equal(response.headers.get("Content-Type"), "application/problem+json");
    return [response.status, await response.json()] as const;
  };
  equal((await post("{}", "text/plain"))[0], 415);
  equal((await post("email=x", "application/x-www-form-urlencoded"))[0], 415);
  equal((await post(`"${"x".repeat(65_536)}"`))[0], 413);
  for (const text of ["", "{", "{'a':1}"]) equal((await post(text))[0], 400);
  equal((await post("[".repeat(17) + "]".repeat(17)))[0], 422);
  equal((await post('{"email":"a\\u0000@x","password":"x"}'))[0], 422);
  const [status, wrong] = await post('{"email":1,"extra":true}');
  equal(status, 422);
  deepEqual(wrong.errors.map((error: { path: string }) => error.path).sort(), ["email", "extra", "password"]);
  const [, long] = await post(JSON.stringify({ email: "a@x", password: "secret-".repeat(99) }));
  ok(!JSON.stringify(long).includes("secret-"));
});

test("on http loopback the cookie has a plain name and is not Secure [AUTH-13]", async (scene) => {
  const { app } = await scene.signInApp(scene.db, { passwords: scene.passwords, https: false });
  const answer = await login(app);
  match(
    answer.headers.get("Set-Cookie") ?? "",
    /^carewire=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  equal((await send(app, "GET", "/api/auth/me", withCookie(answer.cookie))).status, 200);
});

test("POST /sign-in signs in without JavaScript and goes on to a local path only [AUTH-14]", async (scene) => {
  const { app } = await scene.signInApp(scene.db, scene);
  const post = (next: string) =>
    send(app, "POST", "/sign-in", {
      form: { email: EMAIL, password: PASSWORD, next },
      headers: { Origin: ORIGIN },
    });
  const answer = await post("/history?page=2#x");
  deepEqual([answer.status, answer.headers.get("Location")], [303, "/history?page=2#x"]);
  for (
    const next of [
      "https://evil.test",
      "//evil.test",
      "/\\evil.test",
      "/\t/evil.test",
      "/.//evil.test",
      "",
      "x",
    ]
  ) {
    equal((await post(next)).headers.get("Location"), "/", next);
  }
  const shown = await send(app, "GET", "/sign-in?next=/history", withCookie(answer.cookie));
  deepEqual([shown.status, shown.headers.get("Location")], [303, "/history"]);
});

test("POST /sign-in with a wrong password shows the page again and keeps the e-mail [AUTH-14]", async (scene) => {
  const { app } = await scene.signInApp(scene.db, scene);
  const form = { email: EMAIL, password: "wrong-one", next: "/history" };
  const wrong = await send(app, "POST", "/sign-in", { form, headers: { Origin: ORIGIN } });
  equal(wrong.status, 401);
  match(wrong.text, /role="alert"[^>]*>The e-mail or the password is wrong\./);
  match(wrong.text, /value="pat@example\.test"/);
  match(wrong.text, /name="next" value="\/history"/);
  ok(!wrong.text.includes("wrong-one"));
  equal(wrong.cookie, "");
  const empty = await send(app, "POST", "/sign-in", { form: { email: EMAIL }, headers: { Origin: ORIGIN } });
  equal(empty.status, 422);
  const hostile = { email: '"><script>', password: "x", next: '/"><script>' };
  ok(
    !(await send(app, "POST", "/sign-in", { form: hostile, headers: { Origin: ORIGIN } })).text.includes(
      "<script>",
    ),
  );
});

test("GET /sign-in shows a labelled form and the demo's accounts [AUTH-14]", async (scene) => {
  const { app } = await scene.signInApp(scene.db, scene);
  const page = await send(app, "GET", "/sign-in?next=//evil.test");
  equal(page.status, 200);
  match(page.text, /<label for="email">/);
  match(page.text, /autocomplete="username"/);
  match(page.text, /autocomplete="current-password"/);
  match(page.text, /name="next" value="\/"/);
  match(page.text, /patient@demo\.test/);
});

test("POST /sign-out ends the session and shows the sign-in page [AUTH-14]", async (scene) => {
  const { app, ended } = await scene.signInApp(scene.db, scene);
  const { cookie } = await login(app);
  const out = await send(app, "POST", "/sign-out", { ...withCookie(cookie), form: {} });
  deepEqual([out.status, out.headers.get("Location"), ended.length], [303, "/sign-in", 1]);
  equal((await send(app, "GET", "/api/auth/me", withCookie(cookie))).status, 401);
  equal((await send(app, "POST", "/sign-out", { ...withCookie(cookie), form: {} })).status, 303);
});

test("without an answer from the database sign-in says 503 and counts no attempt [AUTH-15]", async (scene) => {
  const { DatabaseUnavailable } = await import("../../db/database.ts");
  const working = await scene.signInApp(scene.db, scene);
  let isDown = true;
  const find = working.deps.accounts.findByEmail;
  working.deps.accounts.findByEmail = (email) =>
    isDown ? Promise.reject(new DatabaseUnavailable("down")) : find(email);
  for (let attempt = 0; attempt < 12; attempt++) equal((await login(working.app)).status, 503);
  isDown = false;
  equal((await login(working.app)).status, 200);
});

test("a signing key that the keyring cannot open is still good to verify with [KEY-5]", async (scene) => {
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
});
