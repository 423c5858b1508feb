import { deepEqual, equal, match, ok } from "node:assert/strict";
import { EMAIL, login, ORIGIN, PASSWORD, send, signInTest, withCookie } from "../support/sign_in_scene.ts";

signInTest(
  "POST /sign-in signs in without JavaScript and goes on to a local path only [AUTH-14]",
  async (scene) => {
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
  },
);

signInTest(
  "POST /sign-in with a wrong password shows the page again and keeps the e-mail [AUTH-14]",
  async (scene) => {
    const { app } = await scene.signInApp(scene.db, scene);
    const form = { email: EMAIL, password: "wrong-one", next: "/history" };
    const wrong = await send(app, "POST", "/sign-in", { form, headers: { Origin: ORIGIN } });
    equal(wrong.status, 401);
    match(wrong.text, /role="alert"[^>]*>The e-mail or the password is wrong\./);
    match(wrong.text, /value="pat@example\.test"/);
    match(wrong.text, /name="next" value="\/history"/);
    ok(!wrong.text.includes("wrong-one"));
    equal(wrong.cookie, "");
    const empty = await send(app, "POST", "/sign-in", {
      form: { email: EMAIL },
      headers: { Origin: ORIGIN },
    });
    equal(empty.status, 422);
    const hostile = { email: '"><script>', password: "x", next: '/"><script>' };
    ok(
      !(await send(app, "POST", "/sign-in", { form: hostile, headers: { Origin: ORIGIN } })).text.includes(
        "<script>",
      ),
    );
  },
);

signInTest("GET /sign-in shows a labelled form and the demo's accounts [AUTH-14]", async (scene) => {
  const { app } = await scene.signInApp(scene.db, scene);
  const page = await send(app, "GET", "/sign-in?next=//evil.test");
  equal(page.status, 200);
  match(page.text, /<label for="email">/);
  match(page.text, /autocomplete="username"/);
  match(page.text, /autocomplete="current-password"/);
  match(page.text, /name="next" value="\/"/);
  match(page.text, /patient@demo\.test/);
});

signInTest("POST /sign-out ends the session and shows the sign-in page [AUTH-14]", async (scene) => {
  const { app, ended } = await scene.signInApp(scene.db, scene);
  const { cookie } = await login(app);
  const out = await send(app, "POST", "/sign-out", { ...withCookie(cookie), form: {} });
  deepEqual([out.status, out.headers.get("Location"), ended.length], [303, "/sign-in", 1]);
  equal((await send(app, "GET", "/api/auth/me", withCookie(cookie))).status, 401);
  equal((await send(app, "POST", "/sign-out", { ...withCookie(cookie), form: {} })).status, 303);
});
