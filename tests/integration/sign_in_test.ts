import { deepEqual, equal, match, ok } from "node:assert/strict";
import {
  auditOf,
  bearer,
  login,
  ORIGIN,
  PASSWORD,
  passwordHash,
  send,
  signInTest,
  withCookie,
} from "../support/sign_in_scene.ts";

signInTest(
  "POST /api/auth/login gives a token, a cookie and the user, and writes it down [AUTH-1]",
  async (scene) => {
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
  },
);

signInTest("POST /api/auth/login keeps neither secret nor password as text [AUTH-2]", async (scene) => {
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

signInTest(
  "POST /api/auth/login answers the same for a wrong password and an unknown e-mail [AUTH-3]",
  async (scene) => {
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
    await scene.addUser(scene.db, "gone@example.test", await passwordHash);
    await scene.db.write((sql) =>
      sql`update users set disabled_at = now() where email = 'gone@example.test'`
    );
    const wrong = await login(app, "wrong");
    equal(wrong.status, 401);
    equal(wrong.headers.get("WWW-Authenticate"), 'Bearer realm="carewire"');
    for (const email of ["nobody@example.test", "guest@example.test", "gone@example.test"]) {
      const other = await send(app, "POST", "/api/auth/login", { body: { email, password: PASSWORD } });
      deepEqual([other.status, other.json], [wrong.status, wrong.json]);
    }
    deepEqual(checked, [await passwordHash, undefined, undefined, undefined]);
    const audit = await auditOf(scene.db);
    deepEqual(audit.map((row) => row.outcome), ["refused", "refused", "refused", "refused"]);
    deepEqual(audit[0]?.object_id, String(scene.userId));
  },
);

signInTest(
  "POST /api/auth/login renews a hash that was made with other parameters [AUTH-4]",
  async (scene) => {
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
    const [row] = await scene.db.read((sql) =>
      sql`select password_hash from users where id = ${scene.userId}`
    );
    match(row?.password_hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    equal((await login(app)).status, 200);
  },
);

signInTest(
  "state changes from a foreign origin, or by cookie without one, are refused with 403 [AUTH-11]",
  async (scene) => {
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
  },
);

signInTest(
  "the eleventh wrong password for one e-mail has to wait, a right one forgets them [AUTH-12]",
  async (scene) => {
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
  },
);

signInTest("one address has to wait after many refused e-mails, others need not [AUTH-12]", async (scene) => {
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

signInTest("sign-ins beyond the queue are told to come back [AUTH-12]", async (scene) => {
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

signInTest("POST /api/auth/login refuses bodies of the wrong type, size or shape [HTTP-1]", async (scene) => {
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

signInTest(
  "without an answer from the database sign-in says 503 and counts no attempt [AUTH-15]",
  async (scene) => {
    const { DatabaseUnavailable } = await import("../../db/database.ts");
    const working = await scene.signInApp(scene.db, scene);
    let isDown = true;
    const find = working.deps.accounts.findByEmail;
    working.deps.accounts.findByEmail = (email) =>
      isDown ? Promise.reject(new DatabaseUnavailable("down")) : find(email);
    for (let attempt = 0; attempt < 12; attempt++) equal((await login(working.app)).status, 503);
    isDown = false;
    equal((await login(working.app)).status, 200);
  },
);
