import type { Page } from "playwright-core";
import { LANGUAGES } from "../../islands/languages.ts";
import { type Language, LANGUAGE_CODES } from "../../realtime/core/languages.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { browserTest as test, PHONE } from "../support/browser_test.ts";
import { VisitWindow } from "../support/visit_window.ts";

/** From now on this window is read in another language. */
async function speak({ page, context }: VisitWindow, language: Language): Promise<void> {
  const { origin } = new URL(page.url());
  await context.addCookies([{ name: "carewire_language", value: language, url: origin }]);
}

const WORDS = ":is(h1, h2, button, label, .empty-title, th)";

/** What the server wrote, seen without scripts, and what stands there once the page has come to life. */
async function bothTexts(
  plain: Page,
  { page }: VisitWindow,
  path: string,
  island: string,
): Promise<string[][]> {
  await page.goto(path);
  await page.locator(`[data-island="${island}"][data-alive]`).waitFor({ state: "attached" });
  await plain.context().addCookies(await page.context().cookies());
  await plain.goto(path);
  const words = `[data-island="${island}"] ${WORDS}`;
  return [await plain.locator(words).allTextContents(), await page.locator(words).allTextContents()];
}

test("pages come to life in every language as the server wrote them, and nothing sticks out on a phone [LANG-11]", async ({ open, browser, origin }) => {
  const context = await browser.newContext({ baseURL: origin, javaScriptEnabled: false });
  const plain = await context.newPage();
  const patient = await open("patient@demo.test", PHONE);
  for (const language of LANGUAGE_CODES) {
    await speak(patient, language);
    for (const [path, island] of [["/", "home"], ["/history", "history"]] as const) {
      const [written, alive] = await bothTexts(plain, patient, path, island);
      assert(written !== undefined && written.length > 1);
      assertEquals(alive, written, `${language} ${path}`);
      const { lang, dir, sticksOut } = await patient.page.evaluate(() => ({
        lang: document.documentElement.lang,
        dir: document.documentElement.dir,
        sticksOut: document.documentElement.scrollWidth > document.documentElement.clientWidth,
      }));
      assertEquals([lang, dir, sticksOut], [language, LANGUAGES[language].direction, false]);
    }
  }
  assertEquals(patient.complaints, []);
});

test("a language is chosen without JavaScript, and stays [LANG-7]", async ({ browser, origin }) => {
  const context = await browser.newContext({ baseURL: origin, javaScriptEnabled: false, locale: "fr-FR" });
  const page = await context.newPage();
  await page.goto("/sign-in?next=/history");
  await page.getByRole("heading", { name: "Se connecter" }).waitFor();
  await page.locator(".language summary").click();
  await page.getByRole("button", { name: "Deutsch" }).click();
  await page.getByRole("heading", { name: "Anmelden" }).waitFor();
  assertEquals(new URL(page.url()).search, "?next=/history");
  await page.goto("/join");
  await page.getByRole("button", { name: "العربية", includeHidden: true }).waitFor({ state: "attached" });
  assertEquals(await page.locator("html").getAttribute("lang"), "de");
});

test("the choice on the page of a link keeps the link [LANG-7]", async ({ open, browser, origin }) => {
  const doctor = await open("doctor@demo.test");
  const { user } = await (await doctor.page.request.get("/api/auth/me")).json();
  const starts = Date.now();
  const times = {
    starts_at: new Date(starts).toISOString(),
    ends_at: new Date(starts + 1_800_000).toISOString(),
  };
  const made = await doctor.page.request.post("/api/appointments", {
    headers: { origin },
    data: { patient_name: "Nora Named", doctor_id: user.id, ...times },
  });
  const { appointment } = await made.json();
  const path = `/api/appointments/${appointment.id}/invitations`;
  const { url } = await (await doctor.page.request.post(path, { headers: { origin }, data: {} })).json();
  const guest = await VisitWindow.at(browser, url, PHONE);
  await guest.sees("Your visit is open");
  await guest.page.locator(".language summary").click();
  await guest.press("Español");
  await guest.sees("Su consulta está abierta");
  await guest.press("Entrar en la consulta");
  await guest.page.waitForURL(/\/waiting\//);
  await guest.isAlive("waiting");
  assertEquals(await guest.page.locator("html").getAttribute("lang"), "es");
  assertEquals(guest.complaints, []);
});

test("a call in Arabic, from the ring to its summary, with words of both directions [LANG-12]", async ({ open }) => {
  const [patient, doctor] = [await open("patient@demo.test", PHONE), await open("doctor@demo.test")];
  for (const one of [patient, doctor]) {
    await speak(one, "ar");
    await one.page.goto("/");
    await one.isAlive("home");
  }
  await patient.press("مكالمة فيديو مع \u2068Dr. Dana Doctor\u2069");
  await doctor.press(/^رد$/);
  for (const one of [patient, doctor]) {
    await one.page.getByRole("status").getByText("متصل", { exact: true }).waitFor();
  }
  await doctor.press(/^الدردشة/);
  const field = doctor.page.getByRole("textbox", { name: "رسالة" });
  await field.fill("Good morning!");
  assertEquals(await field.evaluate((one) => getComputedStyle(one).direction), "ltr");
  await doctor.press(/^إرسال/);
  await field.fill("صباح الخير");
  assertEquals(await field.evaluate((one) => getComputedStyle(one).direction), "rtl");
  await doctor.press("إنهاء");
  await doctor.page.getByRole("dialog").getByRole("button", { name: "إنهاء" }).click();
  await patient.sees("انتهت الاستشارة.");
  assertEquals([...patient.complaints, ...doctor.complaints], []);
});
