import { deepEqual, equal, match, ok } from "node:assert/strict";
import { deadlocks } from "../support/deadlocks.ts";
import { addGuest, type Colleague, type PeopleScene, peopleTest } from "../support/people_scene.ts";
import { auditOf, bearer, PASSWORD, send, withCookie } from "../support/sign_in_scene.ts";

/** What was written down about people since the last sign-in. */
async function changesOf({ db }: PeopleScene) {
  const rows = await auditOf(db);
  return rows.filter((row) => row.action.startsWith("user.")).map((row) =>
    `${row.action} ${row.outcome} ${row.object_id}`
  );
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 200));

const isIn = async (who: Colleague) => (await who.ask("GET", "/api/auth/me")).status === 200;

peopleTest("PATCH /api/users/:id changes name and e-mail, and ends no session [USER-6]", async (scene) => {
  const pat = await scene.join("Pat", "patient", "pat@example.test");
  const path = `/api/users/${pat.id}`;
  const changed = await scene.admin.ask("PATCH", path, { name: " Pat P. ", email: "New@Example.test" });
  deepEqual([changed.status, changed.json.user.name, changed.json.user.email, changed.json.user.role], [
    200,
    "Pat P.",
    "new@example.test",
    "patient",
  ]);
  ok(await isIn(pat));
  equal((await scene.admin.ask("PATCH", path, { name: "Pat P.", email: "new@example.test" })).status, 200);
  equal((await scene.admin.ask("PATCH", path, {})).status, 200);
  deepEqual(await changesOf(scene), [`user.renamed done ${pat.id}`, `user.email_changed done ${pat.id}`]);
  deepEqual(scene.ended, []);
  const taken = await scene.admin.ask("PATCH", path, { email: "ADA@example.test", name: "Other" });
  deepEqual([taken.status, taken.json.code], [409, "conflict"]);
  equal((await scene.admin.ask("GET", path)).json.user.name, "Pat P.");
  for (const wrong of [{ email: "x" }, { name: "" }, { role: "nurse" }, { disabled: "yes" }, { id: 1 }]) {
    equal((await scene.admin.ask("PATCH", path, wrong)).status, 422, JSON.stringify(wrong));
  }
  const login = { email: "new@example.test", password: PASSWORD };
  equal((await send(scene.app, "POST", "/api/auth/login", { body: login })).status, 200);
});

peopleTest("PATCH /api/users/:id by others looks as if there were nobody [USER-6]", async (scene) => {
  const doctor = await scene.join("Dana", "doctor");
  for (const id of [scene.admin.id, doctor.id, 999_999]) {
    for (const [method, path] of [["PATCH", ""], ["POST", "/password"]] as const) {
      const body = method === "PATCH" ? { name: "X" } : undefined;
      const refused = await doctor.ask(method, `/api/users/${id}${path}`, body);
      const missing = await scene.admin.ask(method, `/api/users/999999${path}`, body);
      deepEqual([refused.status, refused.json], [404, missing.json]);
    }
  }
  deepEqual(await changesOf(scene), []);
});

peopleTest("nobody disables themselves or changes their own role [USER-7]", async (scene) => {
  await scene.join("Bea", "admin");
  const path = `/api/users/${scene.admin.id}`;
  for (const change of [{ disabled: true }, { role: "doctor" }, { name: "Ada", role: "patient" }]) {
    const refused = await scene.admin.ask("PATCH", path, change);
    deepEqual([refused.status, refused.json.code], [409, "conflict"]);
    match(refused.json.title, /Ask another administrator/);
  }
  const named = await scene.admin.ask("PATCH", path, { name: "Ada A.", role: "admin", disabled: false });
  deepEqual([named.status, named.json.user.name], [200, "Ada A."]);
  const guest = await addGuest(scene, "Gus");
  equal((await scene.admin.ask("PATCH", `/api/users/${guest}`, { role: "doctor" })).status, 409);
  equal((await scene.admin.ask("PATCH", `/api/users/${guest}`, { email: "g@example.test" })).status, 409);
  equal((await scene.admin.ask("PATCH", `/api/users/${guest}`, { disabled: true })).json.user.disabled, true);
});

peopleTest("of administrators who disable each other at once one is left [USER-8]", async (scene) => {
  for (let round = 0; round < 8; round++) {
    const change = round % 2 === 0 ? { disabled: true } : { role: "patient" };
    const three = await Promise.all([1, 2, 3].map((n) => scene.join(`Admin ${round}.${n}`, "admin")));
    await scene.db.write((sql) =>
      sql`update users set disabled_at = now() where role = 'admin' and id <> all(${
        three.map((one) => one.id)
      }::int[])`
    );
    const answers = await Promise.all(
      three.map((one, at) => one.ask("PATCH", `/api/users/${three[(at + 1) % 3]!.id}`, change)),
    );
    const [row] = await scene.db.read((sql) =>
      sql`select count(*) as count from users where role = 'admin' and disabled_at is null`
    );
    const done = answers.filter((one) => one.status === 200).length;
    equal(row?.count, 3 - done, `round ${round}`);
    ok(row?.count >= 1, `round ${round}`);
    ok(answers.every((one) => one.status === 200 || one.status === 401));
  }
});

peopleTest(
  "changes begun before and after somebody became an administrator never deadlock [USER-8]",
  async (scene) => {
    const { db } = scene;
    const changing = await scene.join("Changing", "doctor");
    const admin = await scene.join("Admin", "admin");
    const rename = (name: string) => admin.ask("PATCH", `/api/users/${changing.id}`, { name });
    await db.write((sql) =>
      sql`update users set disabled_at = now() where role = 'admin' and id < ${changing.id}`
    );
    const before = await deadlocks(db);
    const answers = await db.transaction(async (sql) => {
      // Whoever locks administrators waits here, having looked for them already.
      await sql`select 1 from users where id = ${admin.id} for no key update`;
      const first = rename("First");
      await soon();
      await db.write((other) => other`update users set role = 'admin' where id = ${changing.id}`);
      const second = rename("Second");
      await soon();
      return [first, second];
    });
    deepEqual((await Promise.all(answers)).map((one) => one.status), [200, 200]);
    equal(await deadlocks(db), before);
  },
);

peopleTest(
  "disabling ends sessions, tickets and the live call at once; enabling brings none back [USER-9]",
  async (scene) => {
    const pat = await scene.join("Pat", "patient");
    const cookie =
      (await send(scene.app, "POST", "/api/auth/login", { body: { email: pat.email, password: PASSWORD } }))
        .cookie;
    const { ticket } = (await pat.ask("POST", "/api/realtime/ticket")).json;
    const path = `/api/users/${pat.id}`;
    const off = await scene.admin.ask("PATCH", path, { disabled: true });
    deepEqual([off.status, off.json.user.disabled, scene.ended.length, scene.callsEnded], [200, true, 2, [
      pat.id,
    ]]);
    equal(await isIn(pat), false);
    equal((await send(scene.app, "GET", "/api/auth/me", withCookie(cookie))).status, 401);
    const { takeTicket } = await import("../../realtime/realtime_ticket.ts");
    equal(await takeTicket(scene.deps, ticket), undefined);
    // Said again, it ends again what a lost answer may have left.
    equal((await scene.admin.ask("PATCH", path, { disabled: true })).status, 200);
    deepEqual(scene.callsEnded, [pat.id, pat.id]);
    const on = await scene.admin.ask("PATCH", path, { disabled: false });
    equal(on.json.user.disabled, false);
    equal(await isIn(pat), false);
    equal((await send(scene.app, "GET", "/api/auth/me", withCookie(cookie))).status, 401);
    equal(
      (await send(scene.app, "POST", "/api/auth/login", { body: { email: pat.email, password: PASSWORD } }))
        .status,
      200,
    );
    deepEqual(await changesOf(scene), [`user.disabled done ${pat.id}`, `user.enabled done ${pat.id}`]);
  },
);

peopleTest("a new role ends all sessions, and counts at the next sign-in [USER-9]", async (scene) => {
  const pat = await scene.join("Pat", "patient");
  const changed = await scene.admin.ask("PATCH", `/api/users/${pat.id}`, { role: "doctor" });
  deepEqual([changed.json.user.role, scene.ended.length, scene.callsEnded], ["doctor", 1, []]);
  equal(await isIn(pat), false);
  const { json } = await send(scene.app, "POST", "/api/auth/login", {
    body: { email: pat.email, password: PASSWORD },
  });
  equal((await send(scene.app, "GET", "/api/users", bearer(json.token))).status, 200);
  deepEqual(await changesOf(scene), [`user.became_doctor done ${pat.id}`]);
  const ended = (await auditOf(scene.db)).filter((row) => row.action === "session.revoked");
  deepEqual(ended.map((row) => [row.actor_id, row.object_id]), [[scene.admin.id, scene.ended[0]]]);
});

peopleTest(
  "POST /api/users/:id/password makes a password, shows it once and ends all sessions [USER-10]",
  async (scene) => {
    const pat = await scene.join("Pat", "patient");
    const made = await scene.admin.ask("POST", `/api/users/${pat.id}/password`);
    equal(made.status, 200);
    const login = (password: string) =>
      send(scene.app, "POST", "/api/auth/login", { body: { email: pat.email, password } });
    equal((await login(made.json.password)).status, 200);
    equal((await login(PASSWORD)).status, 401);
    equal(await isIn(pat), false);
    equal(scene.ended.length, 1);
    deepEqual(await changesOf(scene), [`user.password_reset done ${pat.id}`]);
    equal((await scene.admin.ask("POST", `/api/users/${scene.admin.id}/password`)).status, 409);
    equal((await scene.admin.ask("POST", `/api/users/${await addGuest(scene, "Gus")}/password`)).status, 409);
    equal((await scene.admin.ask("POST", "/api/users/999999/password")).status, 404);
  },
);
