import { deepEqual, equal, match, ok } from "node:assert/strict";
import { addGuest, type Colleague, type PeopleScene, peopleTest } from "../support/people_scene.ts";
import { auditOf, PASSWORD, send, withCookie } from "../support/sign_in_scene.ts";

const get = (scene: PeopleScene, who: Colleague, path: string) =>
  send(scene.app, "GET", path, withCookie(who.cookie));
const post = (scene: PeopleScene, who: Colleague, path: string, form: Record<string, string> = {}) =>
  send(scene.app, "POST", path, { ...withCookie(who.cookie), form });
const login = (scene: PeopleScene, email: string, password: string) =>
  send(scene.app, "POST", "/api/auth/login", { body: { email, password } });

/** The input of a name, as it stands in a page. */
function inputOf(html: string, name: string): string {
  return html.match(new RegExp(`<input[^>]* name="${name}"[^>]*>`))?.[0] ?? "";
}

peopleTest("GET /users is a page for administrators, and for others not there [USER-15]", async (scene) => {
  const doctor = await scene.join("Dr. Dana <b>Doctor</b>", "doctor", "dana@example.test");
  const page = await get(scene, scene.admin, "/users");
  equal(page.status, 200);
  match(page.text, /aria-current="page"[^>]*>.*?People/s);
  match(page.text, new RegExp(`href="/users/${doctor.id}"`));
  ok(page.text.includes("Dr. Dana &lt;b>Doctor&lt;/b>"));
  equal(page.headers.get("Cache-Control"), "no-store");
  for (const path of ["/users", "/users/new", `/users/${doctor.id}`, `/users/${scene.admin.id}`]) {
    equal((await get(scene, doctor, path)).status, 404, path);
    const stranger = await send(scene.app, "GET", path);
    deepEqual([stranger.status, stranger.headers.get("Location")], [
      303,
      `/sign-in?next=${encodeURIComponent(path)}`,
    ]);
  }
  for (const path of ["/users", `/users/${scene.admin.id}`, `/users/${scene.admin.id}/disable`]) {
    equal((await post(scene, doctor, path, { name: "X" })).status, 404, path);
  }
  const noted = (await auditOf(scene.db)).filter((row) => row.action === "people_page");
  deepEqual([noted.length, noted.every((row) => row.actor_id === doctor.id && row.outcome === "refused")], [
    7,
    true,
  ]);
  ok(!(await get(scene, doctor, "/account")).text.includes('href="/users"'));
});

peopleTest(
  "GET /users finds, narrows and pages; nonsense counts as nothing chosen [USER-15]",
  async (scene) => {
    for (let n = 0; n < 21; n++) await scene.join(`Pat ${String.fromCharCode(97 + n)}`, "patient");
    const first = await get(scene, scene.admin, "/users?role=patient");
    match(first.text, /21 people/);
    match(first.text, /href="\/users\?role=patient&amp;page=2"/);
    match((await get(scene, scene.admin, "/users?role=patient&page=2")).text, />Pat u</);
    const found = await get(scene, scene.admin, "/users?q=pat+c&disabled=false");
    match(found.text, /1 person/);
    match(inputOf(found.text, "q"), /value="pat c"/);
    for (const odd of ["?page=-1", "?role=x&disabled=perhaps", "?q=%00", `?q=${"x".repeat(300)}`]) {
      equal((await get(scene, scene.admin, `/users${odd}`)).status, 200, odd);
    }
  },
);

peopleTest("POST /users adds somebody and shows the password this once [USER-16]", async (scene) => {
  const made = await post(scene, scene.admin, "/users", {
    name: "Nora",
    email: "Nora@Example.test",
    role: "doctor",
  });
  equal(made.status, 200);
  equal(made.headers.get("Cache-Control"), "no-store");
  const password = made.text.match(/<code>([^<]+)<\/code>/)?.[1] ?? "";
  equal((await login(scene, "nora@example.test", password)).status, 200);
  const id = made.text.match(/href="\/users\/(\d+)"/)?.[1];
  ok(!(await get(scene, scene.admin, `/users/${id}`)).text.includes(password));
  const again = await post(scene, scene.admin, "/users", {
    name: "N",
    email: "nora@example.test",
    role: "patient",
  });
  equal(again.status, 409);
  match(again.text, /id="email-error"[^>]*>Somebody with this e-mail is there already/);
  match(inputOf(again.text, "email"), /aria-invalid="true"/);
  match(inputOf(again.text, "name"), /value="N"/);
});

peopleTest(
  "what is wrong in a form stands at its field, and what was typed stays [USER-16]",
  async (scene) => {
    const wrong = await post(scene, scene.admin, "/users", { name: " ", email: '"><script>', role: "nurse" });
    equal(wrong.status, 422);
    for (const name of ["name", "email", "role"]) match(wrong.text, new RegExp(`id="${name}-error"`));
    ok(wrong.text.includes('value="&quot;>&lt;script>"'));
    match(inputOf(wrong.text, "name"), /aria-describedby="name-error"/);
    equal((await post(scene, scene.admin, "/users")).status, 422);
    equal((await post(scene, scene.admin, "/users", { name: "a\0" })).status, 422);
    const pat = await scene.join("Pat", "patient");
    const change = await post(scene, scene.admin, `/users/${pat.id}`, {
      name: "",
      email: "x",
      role: "patient",
    });
    equal(change.status, 422);
    match(change.text, /id="name-error"/);
    const typed = await post(scene, scene.admin, `/users/${pat.id}`, {
      name: "Pat",
      email: "ada@example.test",
      role: "doctor",
    });
    deepEqual([typed.status, /<option selected value="doctor"|value="doctor" selected/.test(typed.text)], [
      409,
      true,
    ]);
  },
);

peopleTest(
  "the forms of a person change, disable, enable and reset, and lead on [USER-16]",
  async (scene) => {
    const pat = await scene.join("Pat", "patient", "pat@example.test");
    const path = `/users/${pat.id}`;
    const saved = await post(scene, scene.admin, path, {
      name: "Pat P.",
      email: "p@example.test",
      role: "doctor",
    });
    deepEqual([saved.status, saved.headers.get("Location")], [303, `${path}?done=saved`]);
    const shown = await get(scene, scene.admin, `${path}?done=saved`);
    match(shown.text, /role="status".*Saved\./s);
    match(inputOf(shown.text, "name"), /value="Pat P\."/);
    match(shown.text, /<details class="confirm"><summary>Disable this person…<\/summary>/);
    const off = await post(scene, scene.admin, `${path}/disable`);
    deepEqual([off.status, off.headers.get("Location")], [303, `${path}?done=disabled`]);
    equal((await login(scene, "p@example.test", PASSWORD)).status, 401);
    const disabled = await get(scene, scene.admin, path);
    ok(
      !disabled.text.includes(`action="${path}/disable"`) &&
        disabled.text.includes(`action="${path}/enable"`),
    );
    equal((await post(scene, scene.admin, `${path}/enable`)).headers.get("Location"), `${path}?done=enabled`);
    equal((await login(scene, "p@example.test", PASSWORD)).status, 200);
    const reset = await post(scene, scene.admin, `${path}/password`);
    const password = reset.text.match(/<code>([^<]+)<\/code>/)?.[1] ?? "";
    equal((await login(scene, "p@example.test", password)).status, 200);
    for (const action of ["", "/disable", "/enable", "/password"]) {
      const form = { name: "X", email: "x@example.test", role: "patient" };
      equal((await post(scene, scene.admin, `/users/999999${action}`, form)).status, 404, action);
    }
  },
);

peopleTest(
  "an administrator's own page and a guest's offer only what can be done [USER-16]",
  async (scene) => {
    const own = await get(scene, scene.admin, `/users/${scene.admin.id}`);
    ok(!own.text.includes("/disable") && !own.text.includes("/password"));
    const refused = await post(scene, scene.admin, `/users/${scene.admin.id}/disable`);
    equal(refused.status, 409);
    match(refused.text, /role="alert">Nobody can disable themselves/);
    const id = await addGuest(scene, "Gus");
    const guest = await get(scene, scene.admin, `/users/${id}`);
    ok(
      !guest.text.includes('name="email"') && !guest.text.includes("/password") &&
        guest.text.includes("/disable"),
    );
    equal((await post(scene, scene.admin, `/users/${id}`, { name: "Gustav" })).status, 303);
  },
);

peopleTest(
  "forms are taken from our own pages only, and from whoever is signed in [USER-17]",
  async (scene) => {
    const form = { name: "N", email: "n@example.test", role: "admin" };
    const paths = ["/users", `/users/${scene.admin.id}`, "/account/password", "/account/sign-out-elsewhere"];
    for (const path of paths) {
      for (const Origin of ["https://evil.test", "null"]) {
        const headers = { Cookie: scene.admin.cookie, Origin };
        equal((await send(scene.app, "POST", path, { form, headers })).status, 403, path);
      }
      const none = await send(scene.app, "POST", path, { form, headers: { Cookie: scene.admin.cookie } });
      equal(none.status, 403, path);
      const stranger = await send(scene.app, "POST", path, {
        form,
        headers: { Origin: "https://visit.test" },
      });
      const back = path.startsWith("/users") ? "%2Fusers" : "%2Faccount";
      deepEqual([stranger.status, stranger.headers.get("Location")], [303, `/sign-in?next=${back}`]);
    }
    const json = await send(scene.app, "POST", "/users", { ...withCookie(scene.admin.cookie), body: form });
    equal(json.status, 415);
  },
);
