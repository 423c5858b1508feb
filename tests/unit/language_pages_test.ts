import assert from "node:assert/strict";
import { LANGUAGES } from "../../islands/languages.ts";
import { LANGUAGE_CODES } from "../../realtime/core/languages.ts";
import { getPage, ORIGIN, pageApp } from "../support/page_app.ts";

const FORM = { "content-type": "application/x-www-form-urlencoded", origin: ORIGIN };

const ask = (headers: Record<string, string>) => getPage(pageApp(), "/", headers);

function choose(fields: Record<string, string>, headers: Record<string, string> = {}) {
  return pageApp().request("/language", {
    method: "POST",
    body: new URLSearchParams(fields).toString(),
    headers: { ...FORM, ...headers },
  });
}

Deno.test("a page is in the browser's language, and in the one that was chosen on this device before that [LANG-5]", async () => {
  assert.match(await ask({}), /<html lang="en" dir="ltr"/);
  const german = await ask({ "accept-language": "de-AT,en;q=0.5" });
  assert.match(german, /<html lang="de" dir="ltr"/);
  assert.ok(german.includes("Guten Tag, ") && german.includes("<title>Start · Carewire</title>"));
  const arabic = await ask({ "accept-language": "de", "cookie": "carewire_language=ar" });
  assert.match(arabic, /<html lang="ar" dir="rtl"/);
  assert.ok(arabic.includes("مواعيدك") && !arabic.includes("Termine"));
  assert.match(await ask({ "accept-language": "fr", "cookie": "carewire_language=tlh" }), /<html lang="fr"/);
});

Deno.test("requests in several languages at once do not get into each other's [LANG-5]", async () => {
  const pages = await Promise.all(
    Array.from(
      { length: 20 },
      (_, n) => ask({ "accept-language": LANGUAGE_CODES[n % LANGUAGE_CODES.length]! }),
    ),
  );
  pages.forEach((html, n) =>
    assert.ok(html.includes(`<html lang="${LANGUAGE_CODES[n % LANGUAGE_CODES.length]}"`))
  );
});

Deno.test("a page in any language is as strict as in English, and is not stored [LANG-5]", async () => {
  for (const language of LANGUAGE_CODES) {
    const response = await pageApp().request("/join", { headers: { "accept-language": language } });
    assert.equal(response.headers.get("cache-control"), "no-store");
    assert.match(
      response.headers.get("content-security-policy") ?? "",
      /^default-src 'none'; script-src 'nonce-/,
    );
    assert.ok(!/ style=| on[a-z]+=|<style/.test(await response.text()), language);
  }
});

Deno.test("every page offers all languages, each named in itself, to those signed in and to strangers [LANG-7]", async () => {
  for (const html of [await ask({}), await (await pageApp().request("/join?x=1")).text()]) {
    for (const code of LANGUAGE_CODES) {
      const button = html.match(new RegExp(`<button[^>]*value="${code}"[^>]*>([^<]+)<`));
      assert.equal(button?.[1], LANGUAGES[code].name);
      assert.match(button[0], new RegExp(`lang="${code}" dir="${LANGUAGES[code].direction}"`));
      assert.equal(button[0].includes("aria-current"), code === "en");
    }
  }
  const join = await (await pageApp().request("/join?x=1")).text();
  assert.match(
    join,
    /<form method="post" action="\/language"><input type="hidden" name="next" value="\/join\?x=1"/,
  );
});

Deno.test("POST /language keeps the choice on this device and goes back to where it was made [LANG-7]", async () => {
  const response = await choose({ language: "de", next: "/history?page=2" });
  assert.deepEqual([response.status, response.headers.get("location")], [303, "/history?page=2"]);
  assert.equal(
    response.headers.getSetCookie()[0],
    "carewire_language=de; Max-Age=31536000; Path=/; HttpOnly; Secure; SameSite=Lax",
  );
});

Deno.test("POST /language leads nowhere else, and takes nothing from other sites or of other languages [LANG-8]", async () => {
  for (const next of ["https://evil.test/", "//evil.test", "/\\evil.test", "x", ""]) {
    assert.equal((await choose({ language: "de", next })).headers.get("location"), "/", next);
  }
  for (const origin of ["https://evil.test", "null", ""]) {
    const response = await choose({ language: "de", next: "/" }, { origin });
    assert.deepEqual([response.status, response.headers.getSetCookie()], [403, []], origin);
  }
  for (const language of ["tlh", "", "de-AT", "../en"]) {
    const response = await choose({ language, next: "/" });
    assert.deepEqual([response.status, response.headers.getSetCookie()], [422, []], language);
  }
});
