import { deepEqual, equal, ok } from "node:assert/strict";
import { becomeGuest, type Colleague, colleague, peopleTest, signedIn } from "../support/people_scene.ts";
import { auditOf, PASSWORD, send } from "../support/sign_in_scene.ts";

const NEXT = "another good one";

const change = (who: Colleague, current_password: string, new_password: string) =>
  who.ask("POST", "/api/auth/password", { current_password, new_password });
const isIn = async (who: Colleague) => (await who.ask("GET", "/api/auth/me")).status === 200;

peopleTest(
  "POST /api/auth/password changes one's own password and ends the other sessions [USER-11]",
  async (scene) => {
    const pat = await scene.join("Pat", "patient");
    const other = await signedIn(scene.app, pat.id, pat.email);
    const done = await change(pat, PASSWORD, NEXT);
    deepEqual([done.status, done.text], [204, ""]);
    deepEqual([await isIn(pat), await isIn(other), scene.ended.length], [true, false, 1]);
    const login = (password: string) =>
      send(scene.app, "POST", "/api/auth/login", { body: { email: pat.email, password } });
    equal((await login(PASSWORD)).status, 401);
    equal((await login(NEXT)).status, 200);
    const actions = (await auditOf(scene.db)).filter((row) => row.actor_id === pat.id).map((row) =>
      row.action
    );
    deepEqual(actions.slice(2, 4), ["user.password_changed", "session.revoked"]);
    const rows = await scene.db.read((sql) =>
      sql`select u::text as row from users u union all select a::text from audit_log a`
    );
    ok(rows.every((one) => !String(one.row).includes(NEXT)));
  },
);

peopleTest(
  "POST /api/auth/password refuses a new password by the rules, at its field [USER-11]",
  async (scene) => {
    const pat = await scene.join("Patricia Long", "patient", "patricia.long@example.test");
    for (const next of ["short", "patricia.long@example.test", "patricia.long", "Patricia Long"]) {
      const refused = await change(pat, PASSWORD, next);
      deepEqual([refused.status, refused.json.code, refused.json.errors[0].path], [
        422,
        "bad_request",
        "new_password",
      ]);
    }
    equal((await pat.ask("POST", "/api/auth/password", { new_password: NEXT })).status, 422);
    ok(await isIn(pat));
  },
);

peopleTest(
  "POST /api/auth/password refuses a wrong current password, like a sign-in [USER-11]",
  async (scene) => {
    const pat = await scene.join("Pat", "patient");
    for (let attempt = 0; attempt < 10; attempt++) {
      const wrong = await change(pat, "not this one", NEXT);
      deepEqual([wrong.status, wrong.json.code], [403, "wrong_password"]);
    }
    const limited = await change(pat, PASSWORD, NEXT);
    deepEqual([limited.status, limited.json.code], [429, "rate_limited"]);
    ok(Number(limited.headers.get("Retry-After")) > 60);
    // The same secret is guessed at the other door.
    const login = { body: { email: pat.email, password: PASSWORD } };
    equal((await send(scene.app, "POST", "/api/auth/login", login)).status, 429);
    const noted = (await auditOf(scene.db)).filter((row) => row.action === "user.password_changed");
    deepEqual([noted.length, noted.every((row) => row.outcome === "refused" && row.actor_id === pat.id)], [
      10,
      true,
    ]);
    await scene.time.advance(15 * 60_000);
    const fresh = await signedIn(scene.app, pat.id, pat.email);
    equal((await change(fresh, PASSWORD, NEXT)).status, 204);
  },
);

peopleTest("right current passwords never count as attempts [USER-11]", async (scene) => {
  const pat = await scene.join("Pat", "patient");
  for (let time = 0; time < 12; time++) {
    const [from, to] = time % 2 === 0 ? [PASSWORD, NEXT] : [NEXT, PASSWORD];
    equal((await change(pat, from, to)).status, 204);
  }
});

peopleTest("people without a password have none to change [USER-11]", async (scene) => {
  const pat = await scene.join("Pat", "patient");
  await scene.db.write((sql) => sql`update users set password_hash = null where id = ${pat.id}`);
  const none = await change(pat, PASSWORD, NEXT);
  deepEqual([none.status, none.json.code], [409, "conflict"]);
  await becomeGuest(scene, pat.id);
  equal((await change(pat, PASSWORD, NEXT)).status, 409);
  equal((await change(colleague(scene.app, 1, "", "x"), PASSWORD, NEXT)).status, 401);
});

peopleTest("a sign-in that is under way with the old password opens no session [USER-11]", async (scene) => {
  const pat = await scene.join("Pat", "patient");
  const next = await scene.passwords.hash(NEXT);
  ok(next.ok);
  let checks = 0;
  const { app } = await scene.signInApp(scene.db, {
    passwords: {
      hash: (password) => scene.passwords.hash(password),
      // The password changes between its check and the session's row.
      async check(password, phc) {
        const checked = await scene.passwords.check(password, phc);
        if (checks++ === 0) {
          await scene.db.write((sql) =>
            sql`update users set password_hash = ${next.value} where id = ${pat.id}`
          );
        }
        return checked;
      },
    },
    time: scene.time,
  });
  const login = await send(app, "POST", "/api/auth/login", {
    body: { email: pat.email, password: PASSWORD },
  });
  deepEqual([login.status, checks], [401, 2]);
  const sessions = await scene.db.read((sql) => sql`select 1 from sessions where user_id = ${pat.id}`);
  equal(sessions.length, 1);
});

peopleTest("two sign-ins that renew the hash at once both succeed [AUTH-4]", async (scene) => {
  const pat = await scene.join("Pat", "patient");
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
  await scene.db.write((sql) => sql`update users set password_hash = ${weak} where id = ${pat.id}`);
  const login = { body: { email: pat.email, password: PASSWORD } };
  const answers = await Promise.all([1, 2, 3].map(() => send(scene.app, "POST", "/api/auth/login", login)));
  deepEqual(answers.map((one) => one.status), [200, 200, 200]);
});
