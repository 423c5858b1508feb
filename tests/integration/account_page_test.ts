import { deepEqual, equal, match, ok } from "node:assert/strict";
import { becomeGuest, peopleTest, signedIn } from "../support/people_scene.ts";
import { PASSWORD, send, withCookie } from "../support/sign_in_scene.ts";

const NEXT = "another good one";
const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";

peopleTest(
  "GET /account shows who one is and where one is signed in, this place first [USER-18]",
  async (scene) => {
    const pat = await scene.join("Pat <i>Patient</i>", "patient", "pat@example.test");
    const headers = { "User-Agent": FIREFOX };
    const body = { email: pat.email, password: PASSWORD };
    await scene.time.advance(60_000);
    const { cookie } = await send(scene.app, "POST", "/api/auth/login", {
      body,
      headers,
      address: "198.51.100.7",
    });
    await scene.time.advance(60_000);
    await signedIn(scene.app, pat.id, pat.email);
    const page = await send(scene.app, "GET", "/account", withCookie(cookie));
    equal(page.status, 200);
    for (const text of ["Pat &lt;i>Patient&lt;/i>", "pat@example.test", "Patient", "Firefox on Windows"]) {
      ok(page.text.includes(text), text);
    }
    const rows = page.text.match(/<li class="row">.*?<\/li>/gs) ?? [];
    equal(rows.length, 3);
    match(rows[0] ?? "", /Firefox on Windows.*198\.51\.100\.7.*Here/s);
    ok(!rows[1]?.includes("Here") && rows[1]?.includes("192.0.2.1"));
    match(page.text, /<a class="account-link" href="\/account"/);
    ok(!/ style=| on[a-z]+=|<script(?![^>]*nonce=)/.test(page.text));
    const stranger = await send(scene.app, "GET", "/account");
    deepEqual([stranger.status, stranger.headers.get("Location")], [303, "/sign-in?next=%2Faccount"]);
  },
);

peopleTest("POST /account/password changes it and stays signed in [USER-19]", async (scene) => {
  const pat = await scene.join("Pat", "patient");
  const post = (form: Record<string, string>) =>
    send(scene.app, "POST", "/account/password", { ...withCookie(pat.cookie), form });
  const right = { current_password: PASSWORD, new_password: NEXT, again: NEXT };
  const cases: [Record<string, string>, number, string][] = [
    [{ current_password: "" }, 422, "current_password"],
    [{ new_password: "" }, 422, "new_password"],
    [{ again: "another" }, 422, "again"],
    [{ new_password: "short", again: "short" }, 422, "new_password"],
    [{ current_password: "wrong" }, 403, "current_password"],
  ];
  for (const [change, status, field] of cases) {
    const page = await post({ ...right, ...change });
    equal(page.status, status, JSON.stringify(change));
    match(
      page.text,
      new RegExp(
        `<input[^>]* name="${field}"[^>]* aria-invalid="true"|aria-invalid="true"[^>]*name="${field}"`,
      ),
    );
    match(page.text, new RegExp(`id="${field}-error" role="alert"`));
    for (const secret of [PASSWORD, NEXT, "wrong"]) ok(!page.text.includes(`"${secret}"`));
  }
  const done = await post(right);
  deepEqual([done.status, done.headers.get("Location")], [303, "/account?done=password"]);
  const shown = await send(scene.app, "GET", "/account?done=password", withCookie(pat.cookie));
  match(shown.text, /role="status".*Your password was changed/s);
  const body = { email: pat.email, password: NEXT };
  equal((await send(scene.app, "POST", "/api/auth/login", { body })).status, 200);
});

peopleTest(
  "POST /account/password says how long to wait after too many wrong ones [USER-19]",
  async (scene) => {
    const pat = await scene.join("Pat", "patient");
    const form = { current_password: "wrong", new_password: NEXT, again: NEXT };
    const post = () => send(scene.app, "POST", "/account/password", { ...withCookie(pat.cookie), form });
    for (let time = 0; time < 10; time++) equal((await post()).status, 403);
    const limited = await post();
    equal(limited.status, 429);
    ok(Number(limited.headers.get("Retry-After")) > 0);
    match(limited.text, /role="alert">Too many tries\. Please try again in \d+ minutes/);
  },
);

peopleTest("POST /account/sign-out-elsewhere leaves this session alone [USER-20]", async (scene) => {
  const pat = await scene.join("Pat", "patient");
  const other = await signedIn(scene.app, pat.id, pat.email);
  const post = () =>
    send(scene.app, "POST", "/account/sign-out-elsewhere", { ...withCookie(pat.cookie), form: {} });
  const done = await post();
  deepEqual([done.status, done.headers.get("Location"), scene.ended.length], [
    303,
    "/account?done=elsewhere",
    1,
  ]);
  equal((await other.ask("GET", "/api/auth/me")).status, 401);
  const page = await send(scene.app, "GET", "/account?done=elsewhere", withCookie(pat.cookie));
  match(page.text, /You are signed in here only/);
  ok(!page.text.includes('action="/account/sign-out-elsewhere"'));
  equal((await post()).status, 303);
  equal((await scene.admin.ask("GET", "/api/auth/me")).status, 200);
});

peopleTest("GET /account has no password form for people without one [USER-18]", async (scene) => {
  const pat = await scene.join("Pat", "patient");
  await becomeGuest(scene, pat.id);
  const page = await send(scene.app, "GET", "/account", withCookie(pat.cookie));
  equal(page.status, 200);
  ok(!page.text.includes("/account/password") && page.text.includes("without a password"));
});
