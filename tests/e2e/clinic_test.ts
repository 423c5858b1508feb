/// <reference lib="dom" />
import type { Browser, Page } from "playwright-core";
import { violationsOf } from "../support/accessibility.ts";
import { ApiClient } from "../support/api_client.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { launchChromium } from "../support/chromium.ts";
import { fillWeeks } from "../support/clinic_weeks.ts";
import { granted } from "../support/granted.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";
import { until } from "../support/until.ts";

const SIZES = [{ width: 390, height: 844 }, { width: 1280, height: 800 }];
const FILL_MS = 60_000;
const KEY = "0123456789abcdef0123456789abcdef";

interface Look {
  viewport: (typeof SIZES)[number];
  colorScheme: "light" | "dark";
  locale?: string;
}

/** A page of the administrator; what goes wrong in it is collected in `faults`. */
async function adminPage(browser: Browser, origin: string, look: Look, faults: string[]): Promise<Page> {
  const context = await browser.newContext({ baseURL: origin, timezoneId: "Europe/Berlin", ...look });
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  const signedIn = await page.request.post("/api/auth/login", {
    data: { email: "admin@demo.test", password: "carewire-demo" },
    headers: { Origin: origin },
  });
  assertEquals(signedIn.status(), 200);
  return page;
}

/** Opens a page and looks whether all of it can be seen. */
async function open(page: Page, path: string, plots: number): Promise<void> {
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  assertEquals(await page.locator("svg.plot-plane").count(), plots, path);
  const [width, drawn] = await page.evaluate(() => [
    document.documentElement.scrollWidth - innerWidth,
    [...document.querySelectorAll(".plot-plane")].every((one) => one.getBoundingClientRect().width > 150),
  ]);
  assertEquals([width, drawn], [0, true], path);
}

Deno.test({
  name:
    "the clinic's pages fit a phone and a desktop, light and dark, and move on [ADMIN-12] [ADMIN-3] [ADMIN-5] [A11Y-1]",
  ignore: !granted("read", "write", "run", "net", "env", "sys"),
  // Playwright keeps pipes and timers of its own until the process ends.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    const { testDatabase, urlOf } = await import("../support/test_database.ts");
    await using dataDir = await tempDataDir();
    await using test = await testDatabase({ writeMs: FILL_MS, transactionMs: FILL_MS });
    const env = { DATABASE_URL: urlOf(test.address), ENCRYPTION_KEY: KEY, DEMO: "1" };
    await using server = await ServerProcess.start({ dataDir: dataDir.path, env });
    const callId = await fillWeeks(test.db, { now: Date.now(), days: 40 });
    const browser = await launchChromium();
    const faults: string[] = [];
    try {
      for (const viewport of SIZES) {
        for (const colorScheme of ["light", "dark"] as const) {
          const page = await adminPage(browser, server.origin, { viewport, colorScheme }, faults);
          await open(page, "/clinic", 4);
          await open(page, "/clinic?period=90d", 4);
          await page.getByText("Show the numbers").first().click();
          await page.getByRole("region", { name: "Numbers: Calls by day" }).waitFor();
          await open(page, "/users", 0);
          await page.getByRole("link", { name: "Audit log" }).click();
          await page.getByRole("link", { name: "Older" }).click();
          await page.getByRole("link", { name: "Newest" }).waitFor();
          await open(page, "/audit?action=call.placed", 0);
          await open(page, `/calls/${callId}`, 5);
          await page.getByText("The connection was lost during the call").waitFor();
          // Axe looks at both colour schemes by itself.
          if (colorScheme === "light") faults.push(...await violationsIn(page, callId));
          await page.context().close();
        }
      }
      await inArabic(browser, server.origin, callId, faults);
      await movesOn(browser, server.origin, faults);
      assertEquals(faults, []);
    } finally {
      await browser.close();
    }
  },
});

async function violationsIn(page: Page, callId: string): Promise<string[]> {
  const found: string[] = [];
  for (const path of ["/clinic", "/audit?person=Pa&outcome=done", "/audit?object_id=7", `/calls/${callId}`]) {
    await page.goto(path);
    found.push(...await violationsOf(page, path));
  }
  return found;
}

/** Right to left, but for the time of plots. */
async function inArabic(browser: Browser, origin: string, callId: string, faults: string[]): Promise<void> {
  const look = { viewport: SIZES[0]!, colorScheme: "light", locale: "ar" } as const;
  const page = await adminPage(browser, origin, look, faults);
  await open(page, "/clinic", 4);
  await open(page, `/calls/${callId}`, 5);
  const directions = await page.evaluate(() =>
    ["body", ".plot", ".plot-area"].map((one) => getComputedStyle(document.querySelector(one)!).direction)
  );
  assertEquals(directions, ["rtl", "rtl", "ltr"]);
  await page.context().close();
}

/** A call that is placed appears on the open page, and goes when it is over. */
async function movesOn(browser: Browser, origin: string, faults: string[]): Promise<void> {
  const page = await adminPage(browser, origin, { viewport: SIZES[1]!, colorScheme: "light" }, faults);
  await open(page, "/clinic", 4);
  await page.getByText("No call is going on").waitFor();
  await page.evaluate(() => document.body.dataset.mark = "same page");
  const doctor = await ApiClient.signIn(origin, "doctor@demo.test");
  const { body: { appointments } } = await doctor.ask("GET", "/api/appointments");
  const { id: appointment_id, patient_id } = appointments[0];
  const placed = await doctor.ask("POST", "/api/calls/initiate", {
    callee_id: patient_id,
    appointment_id,
    call_type: "video",
  });
  const row = page.getByRole("row", { name: /Dr\. Dana Doctor with Pat Patient/ });
  await row.waitFor();
  await row.getByText("Ringing").waitFor();
  await doctor.ask("POST", `/api/calls/${placed.body.call_id}/hangup`);
  await until(async () => await row.count() === 0, "the call stayed on the page");
  assert(await page.evaluate(() => document.body.dataset.mark === "same page"));
  await page.context().close();
}
