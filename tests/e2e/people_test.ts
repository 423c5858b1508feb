import type { Browser, Page } from "playwright-core";
import { assertEquals } from "../support/assert.ts";
import { launchChromium } from "../support/chromium.ts";
import { granted } from "../support/granted.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";

/** A page in a fresh profile in which no script runs, signed in. */
async function plainPage(browser: Browser, origin: string, email: string, password: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: origin, javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto("/sign-in?next=/account");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Your account" }).waitFor();
  return page;
}

Deno.test({
  name: "without scripts somebody is added, changes their password and is disabled [USER-16] [USER-19]",
  ignore: !granted("read", "write", "run", "net", "env", "sys"),
  // Playwright keeps pipes and timers of its own until the process ends.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    await using dataDir = await tempDataDir();
    await using server = await ServerProcess.start({ dataDir: dataDir.path });
    const browser = await launchChromium();
    try {
      const admin = await plainPage(browser, server.origin, "admin@demo.test", "carewire-demo");
      await admin.getByRole("link", { name: "Clinic" }).click();
      await admin.getByRole("link", { name: "People" }).click();
      await admin.getByRole("link", { name: "Add a person" }).click();
      await admin.getByLabel("Name").fill("Nora New");
      await admin.getByLabel("E-mail").fill("nora@example.test");
      await admin.getByLabel("Role").selectOption("doctor");
      await admin.getByRole("button", { name: "Add" }).click();
      const made = await admin.locator(".made-password code").innerText();

      const nora = await plainPage(browser, server.origin, "nora@example.test", made);
      const next = "another good one";
      await nora.getByLabel("Current password").fill(made);
      await nora.getByLabel("New password", { exact: true }).fill(next);
      await nora.getByLabel("New password, once more").fill(next);
      await nora.getByRole("button", { name: "Change password" }).click();
      await nora.getByText("Your password was changed").waitFor();
      assertEquals(await nora.getByRole("link", { name: "Clinic" }).count(), 0);

      await admin.goto("/users?q=nora");
      await admin.getByRole("link", { name: /Nora New/ }).click();
      await admin.getByText("Disable this person…").click();
      await admin.getByRole("button", { name: "Disable Nora New" }).click();
      await admin.getByText("They are signed out everywhere").waitFor();
      await nora.reload();
      await nora.getByRole("heading", { name: "Sign in" }).waitFor();
    } finally {
      await browser.close();
    }
  },
});
