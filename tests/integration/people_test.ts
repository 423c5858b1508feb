import { deepEqual, equal, match, ok } from "node:assert/strict";
import { addGuest, type PeopleScene, peopleTest } from "../support/people_scene.ts";
import { EMAIL, PASSWORD, send } from "../support/sign_in_scene.ts";

const CREATED = "2026-01-01T00:00:00.000Z";

async function clinic(scene: PeopleScene) {
  const doctor = await scene.join("Dr. Dana Doctor", "doctor", "dana@example.test");
  const patient = await scene.join("Pat Patient", "patient", EMAIL);
  const gone = await scene.join("Gone Doctor", "doctor", "gone@example.test");
  await scene.db.write((sql) => sql`update users set disabled_at = now() where id = ${gone.id}`);
  const guestId = await addGuest(scene, "Gus Guest");
  return { doctor, patient, gone, guestId };
}

// deno-lint-ignore no-explicit-any -- answers are looked at field by field
const namesOf = (answer: { json: any }) => answer.json.users.map((one: { name: string }) => one.name);

peopleTest(
  "GET /api/users shows everybody but guests to administrators, with their accounts [USER-1]",
  async (scene) => {
    const { doctor } = await clinic(scene);
    const all = await scene.admin.ask("GET", "/api/users");
    equal(all.status, 200);
    deepEqual(namesOf(all), ["Ada Admin", "Dr. Dana Doctor", "Gone Doctor", "Pat Patient"]);
    deepEqual(all.json.users[1], {
      id: doctor.id,
      name: "Dr. Dana Doctor",
      role: "doctor",
      email: "dana@example.test",
      disabled: false,
      created_at: CREATED,
    });
    deepEqual([all.json.total, all.json.pages, all.json.current_page], [4, 1, 1]);
    equal(all.json.users[2].disabled, true);
  },
);

peopleTest(
  "GET /api/users shows doctors whom they may choose, by name only, and nothing to patients [USER-1]",
  async (scene) => {
    const { doctor, patient } = await clinic(scene);
    const choices = await doctor.ask("GET", "/api/users");
    deepEqual(choices.json.users, [
      { id: doctor.id, name: "Dr. Dana Doctor", role: "doctor" },
      { id: patient.id, name: "Pat Patient", role: "patient" },
    ]);
    deepEqual(namesOf(await doctor.ask("GET", "/api/users?role=patient")), ["Pat Patient"]);
    for (const nobody of ["role=admin", "disabled=true", "q=dana@example", "q=ada", "q=gus"]) {
      deepEqual(namesOf(await doctor.ask("GET", `/api/users?${nobody}`)), [], nobody);
    }
    const refused = await patient.ask("GET", "/api/users");
    deepEqual([refused.status, refused.json.code], [403, "forbidden"]);
    const [noted] = await scene.db.read((sql) =>
      sql`select actor_id, outcome, source_address from audit_log where action = 'list_users'`
    );
    deepEqual({ ...noted }, { actor_id: patient.id, outcome: "refused", source_address: "192.0.2.1" });
    equal((await send(scene.app, "GET", "/api/users")).status, 401);
  },
);

peopleTest(
  "GET /api/users finds beginnings of words, and of the e-mail for administrators [USER-2]",
  async (scene) => {
    await scene.join("Zoë O’Hara-Łuczak", "patient", "zoe_1@example.test");
    await scene.join("Dr.Max Müller", "doctor", "zoex1@example.test");
    await scene.join("100% Real", "patient", "real@example.test");
    const find = async (q: string) =>
      namesOf(await scene.admin.ask("GET", `/api/users?q=${encodeURIComponent(q)}`));
    deepEqual(await find("zo"), ["Dr.Max Müller", "Zoë O’Hara-Łuczak"]);
    deepEqual(await find("ZOË"), ["Zoë O’Hara-Łuczak"]);
    deepEqual(await find("hara zoë"), ["Zoë O’Hara-Łuczak"]);
    deepEqual(await find("o'hara"), ["Zoë O’Hara-Łuczak"]);
    deepEqual(await find("łucz"), ["Zoë O’Hara-Łuczak"]);
    deepEqual(await find("max"), ["Dr.Max Müller"]);
    deepEqual(await find("ara"), []);
    deepEqual(await find("zoe_"), ["Zoë O’Hara-Łuczak"]);
    deepEqual(await find("REAL@Example"), ["100% Real"]);
    deepEqual(await find("100"), ["100% Real"]);
    for (const hostile of ["%", "_", "\\", "'", "') or true --", "a:*|b", "!", "<->", "(", "☃"]) {
      ok(Array.isArray(await find(hostile)), hostile);
    }
    deepEqual(await find("%"), []);
    deepEqual((await find("  ")).length, 4);
    equal((await scene.admin.ask("GET", `/api/users?q=${"x".repeat(101)}`)).status, 422);
    const unclean = await scene.admin.ask("GET", "/api/users?q=a%00b");
    deepEqual([unclean.status, unclean.json.errors[0].path], [422, "q"]);
  },
);

peopleTest("GET /api/users searches by its indexes [USER-2]", async (scene) => {
  const plan = await scene.db.transaction(async (sql) => {
    await sql`set local enable_seqscan = off`;
    const rows = await sql`
      explain select 1 from users u where not u.is_guest
        and (name_words(u.name) @@ to_tsquery('simple', ${"'a':*"}) or u.email like ${"a%"})`;
    return rows.map((row) => row["QUERY PLAN"]).join("\n");
  });
  match(plan, /users_by_name_words/);
  match(plan, /users_by_email_prefix/);
});

peopleTest("GET /api/users narrows by role and disabled, and pages by name [USER-3]", async (scene) => {
  await clinic(scene);
  const list = async (query: string) => namesOf(await scene.admin.ask("GET", `/api/users?${query}`));
  deepEqual(await list("role=doctor"), ["Dr. Dana Doctor", "Gone Doctor"]);
  deepEqual(await list("role=doctor&disabled=false"), ["Dr. Dana Doctor"]);
  deepEqual(await list("disabled=true"), ["Gone Doctor"]);
  deepEqual(await list("per_page=3&page=2"), ["Pat Patient"]);
  const page = await scene.admin.ask("GET", "/api/users?per_page=3&page=2");
  deepEqual([page.json.total, page.json.pages, page.json.current_page], [4, 2, 2]);
  for (const wrong of ["role=nurse", "disabled=1", "page=0", "x=1"]) {
    equal((await scene.admin.ask("GET", `/api/users?${wrong}`)).status, 422, wrong);
  }
});

peopleTest(
  "GET /api/users/:id shows one's own account, and any to administrators [USER-4]",
  async (scene) => {
    const { doctor, patient, gone, guestId } = await clinic(scene);
    const own = await patient.ask("GET", `/api/users/${patient.id}`);
    deepEqual([own.status, own.json.user.email, own.json.user.created_at], [200, EMAIL, CREATED]);
    equal((await scene.admin.ask("GET", `/api/users/${gone.id}`)).json.user.disabled, true);
    const guest = await scene.admin.ask("GET", `/api/users/${guestId}`);
    deepEqual([guest.json.user.email, guest.json.user.is_guest], [null, true]);
    for (const who of [doctor, patient]) {
      const foreign = await who.ask("GET", `/api/users/${scene.admin.id}`);
      const missing = await who.ask("GET", "/api/users/999999");
      deepEqual([foreign.status, foreign.json], [404, missing.json]);
    }
    equal((await scene.admin.ask("GET", "/api/users/x")).status, 404);
  },
);

peopleTest("POST /api/users adds somebody with a password that is shown once [USER-5]", async (scene) => {
  const body = { email: " New@Example.TEST ", name: " Nora New ", role: "doctor" };
  const added = await scene.admin.ask("POST", "/api/users", body);
  equal(added.status, 201);
  deepEqual([added.json.user.email, added.json.user.name, added.json.user.role], [
    "new@example.test",
    "Nora New",
    "doctor",
  ]);
  const { password } = added.json;
  match(password, /^[0-9a-z]{4}(-[0-9a-z]{4}){3}$/);
  const login = await send(scene.app, "POST", "/api/auth/login", {
    body: { email: "new@example.test", password },
  });
  deepEqual([login.status, login.json.user.id], [200, added.json.user.id]);
  const again = await scene.admin.ask("POST", "/api/users", body);
  deepEqual([again.status, again.json.code], [409, "conflict"]);
  const rows = await scene.db.read((sql) =>
    sql`select u::text as row from users u union all select a::text from audit_log a`
  );
  ok(rows.every((one) => !String(one.row).includes(password)));
  const [audit] = await scene.db.read((sql) =>
    sql`select actor_id, object_id, outcome, source_address from audit_log where action = 'user.added'`
  );
  deepEqual({ ...audit }, {
    actor_id: scene.admin.id,
    object_id: String(added.json.user.id),
    outcome: "done",
    source_address: "192.0.2.1",
  });
});

peopleTest(
  "POST /api/users takes a given password by the rules, and shows it to nobody [USER-5]",
  async (scene) => {
    const body = { email: "nora@example.test", name: "Nora Newcomer", role: "patient" };
    for (const password of ["short", "Nora Newcomer", "nora@example.test"]) {
      const refused = await scene.admin.ask("POST", "/api/users", { ...body, password });
      deepEqual([refused.status, refused.json.code, refused.json.errors[0].path], [
        422,
        "bad_request",
        "password",
      ]);
      ok(!refused.text.includes(password));
    }
    const added = await scene.admin.ask("POST", "/api/users", { ...body, password: PASSWORD });
    deepEqual([added.status, "password" in added.json], [201, false]);
    equal(
      (await send(scene.app, "POST", "/api/auth/login", { body: { email: body.email, password: PASSWORD } }))
        .status,
      200,
    );
    const wrong = [
      { email: "nora" },
      { email: "x@y z" },
      { name: " " },
      { name: "a\nb" },
      { role: "nurse" },
      { extra: 1 },
    ];
    for (const change of wrong) {
      const refused = await scene.admin.ask("POST", "/api/users", {
        ...body,
        email: "other@example.test",
        ...change,
      });
      equal(refused.status, 422, JSON.stringify(change));
      equal(refused.json.errors[0].path, Object.keys(change)[0]);
    }
  },
);

peopleTest("POST /api/users is for administrators, and two at once add one [USER-5]", async (scene) => {
  const { doctor, patient } = await clinic(scene);
  const body = { email: "n@example.test", name: "N", role: "admin" };
  for (const who of [doctor, patient]) {
    const refused = await who.ask("POST", "/api/users", body);
    deepEqual([refused.status, refused.json.code], [403, "forbidden"]);
  }
  const answers = await Promise.all([1, 2, 3].map(() => scene.admin.ask("POST", "/api/users", body)));
  deepEqual(answers.map((one) => one.status).sort(), [201, 409, 409]);
});
