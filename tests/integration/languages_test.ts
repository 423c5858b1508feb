import { equal, match, ok } from "node:assert/strict";
import { assertEquals, assertMatch } from "../support/assert.ts";
import { EMAIL, login, ORIGIN, PASSWORD, send, signInTest } from "../support/sign_in_scene.ts";
import { visitTest } from "../support/visit_server.ts";

signInTest(
  "a form says in the person's language why it was refused; the API stays English [LANG-10]",
  async (scene) => {
    const { app } = await scene.signInApp(scene.db, scene);
    const headers = { Origin: ORIGIN, "Accept-Language": "de" };
    const wrong = await send(app, "POST", "/sign-in", {
      form: { email: EMAIL, password: "wrong-one" },
      headers,
    });
    equal(wrong.status, 401);
    match(wrong.text, /role="alert"[^>]*>Die E-Mail-Adresse oder das Passwort ist falsch\./);
    match(wrong.text, /name="next" value="\/sign-in"/);
    const api = await login(app, "wrong-one", { headers });
    equal(api.json.title, "The e-mail or the password is wrong.");

    const { cookie } = await send(app, "POST", "/sign-in", {
      form: { email: EMAIL, password: PASSWORD },
      headers,
    });
    const change = (fields: Record<string, string>, language: string) =>
      send(app, "POST", "/account/password", {
        form: fields,
        headers: { Origin: ORIGIN, Cookie: `${cookie}; carewire_language=${language}` },
      });
    const short = { current_password: PASSWORD, new_password: "short", again: "short" };
    match((await change(short, "fr")).text, /id="new_password-error"[^>]*>Veuillez en choisir un autre/);
    const forgotten = {
      current_password: "not this",
      new_password: "a newer password",
      again: "a newer password",
    };
    match(
      (await change(forgotten, "ar")).text,
      /id="current_password-error"[^>]*>كلمة المرور الحالية غير صحيحة/,
    );
    const odd = await send(app, "POST", "/account/password", {
      form: { new_password: "a\0" },
      headers: { Origin: ORIGIN, Cookie: cookie, Accept: "text/html", "Accept-Language": "de" },
    });
    equal(odd.status, 400);
    match(odd.text, /<h1>Das konnte nicht gelesen werden/);
    const page = (await change({}, "es")).text;
    match(page, /id="current_password-error"[^>]*>Rellene este campo/);
    // A form's own address has no page: the choice of a language leads to where the form stands.
    ok(page.includes('name="next" value="/account"'));
  },
);

signInTest(
  "too many tries are said with how long to wait, in words of the language [LANG-10]",
  async (scene) => {
    const { app } = await scene.signInApp(scene.db, scene);
    const headers = { Origin: ORIGIN, "Accept-Language": "fr-CA" };
    const form = { email: EMAIL, password: "wrong-one" };
    let answer = await send(app, "POST", "/sign-in", { form, headers });
    for (let times = 0; times < 100 && answer.status !== 429; times++) {
      answer = await send(app, "POST", "/sign-in", { form, headers });
    }
    equal(answer.status, 429);
    match(answer.text, /role="alert"[^>]*>Trop d’essais\. Réessayez dans \d+ minutes?\./);
  },
);

visitTest(
  "an invitation is written in the language that is asked for, else in that of whoever asks [LANG-9]",
  async (scene) => {
    const { doctor } = scene;
    const { id } = await scene.plan(10);
    const path = `/api/appointments/${id}/invitations`;
    const own = await doctor.ask("POST", path, { client_id: "one" }, { "Accept-Language": "es" });
    assertMatch(own.body.text, /^Su consulta por vídeo con Dr\. Dana Doctor: \p{L}+, \d+ de \p{L}+/u);
    const french = await doctor.ask("POST", path, { client_id: "one", language: "fr" }, {
      "Accept-Language": "es",
    });
    assertEquals([french.status, french.body.url], [200, own.body.url]);
    assertMatch(french.body.text, /^Votre consultation vidéo/);
    assertMatch(french.body.ics, /SUMMARY:Consultation vidéo avec Dr\. Dana Doctor/);
    const arabic = await doctor.ask("POST", path, { client_id: "one", language: "ar" });
    // Nothing stands behind the link that a phone could take for a part of it.
    assertEquals(arabic.body.text.endsWith(` ${own.body.url}`), true);
    assertEquals((await doctor.ask("POST", path, { language: "tlh" })).status, 422);
  },
);

visitTest("an error page is in the language of whoever came by [LANG-10]", async ({ origin }) => {
  const response = await fetch(`${origin}/nothing`, {
    headers: { accept: "text/html", "accept-language": "de" },
  });
  assertEquals(response.status, 404);
  assertMatch(await response.text(), /<html lang="de"[^]*Hier ist nichts/);
});
