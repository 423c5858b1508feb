import type { Browser, BrowserContext, Page } from "playwright-core";
import { launchChromium } from "./chromium.ts";
import { granted } from "./granted.ts";
import { ServerProcess, tempDataDir } from "./server_process.ts";
import { until } from "./until.ts";

/** A browser before a demo clinic of its own. */
export interface AppScene {
  origin: string;
  browser: Browser;
  /** A fresh profile that may show notifications, signed in as the patient, with the worker in charge. */
  enter(at?: string): Promise<{ context: BrowserContext; page: Page }>;
}

/** A test of the app in a real browser; `env` may name the origin that browsers come by. */
export function appTest(
  name: string,
  fn: (scene: AppScene) => Promise<void>,
  env: Record<string, string> = {},
) {
  Deno.test({
    name,
    ignore: !granted("read", "write", "run", "net", "env", "sys"),
    // Playwright keeps pipes and timers of its own until the process ends.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      await using dataDir = await tempDataDir();
      await using server = await ServerProcess.start({ dataDir: dataDir.path, env });
      const browser = await launchChromium();
      try {
        const { origin } = server;
        await fn({ origin, browser, enter: (at = origin) => enter(browser, at) });
      } finally {
        await browser.close();
      }
    },
  });
}

async function enter(browser: Browser, origin: string) {
  const context = await browser.newContext({ baseURL: origin, permissions: ["notifications"] });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill("patient@demo.test");
  await page.getByLabel("Password").fill("carewire-demo");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Hello, Pat Patient" }).waitFor();
  await controlled(page);
  return { context, page };
}

/** Waits until the worker looks after this page. */
export async function controlled(page: Page): Promise<void> {
  // The policy of our pages forbids what `waitForFunction` does.
  await until(() => page.evaluate("navigator.serviceWorker.controller !== null"), "no worker has taken over");
}

/** Delivers a message to the worker as the browser does when its push service has sent one. */
export async function deliverPush(context: BrowserContext, page: Page, origin: string, data: object) {
  const session = await context.newCDPSession(page);
  let registrationId: string | undefined;
  session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
    registrationId = registrations.find((one) => !one.isDeleted)?.registrationId ?? registrationId;
  });
  await session.send("ServiceWorker.enable");
  await until(() => registrationId !== undefined, "the browser names no worker");
  await session.send("ServiceWorker.deliverPushMessage", {
    origin,
    registrationId: registrationId ?? "",
    data: JSON.stringify(data),
  });
  await session.detach();
}

/** What the browser shows of ours. */
export async function shownNotices(page: Page): Promise<{ title: string; body: string; tag: string }[]> {
  return await page.evaluate(`navigator.serviceWorker.ready
    .then((registration) => registration.getNotifications())
    .then((all) => all.map(({ title, body, tag }) => ({ title, body, tag })))`);
}
