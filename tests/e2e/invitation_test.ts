import type { Browser, BrowserContextOptions } from "playwright-core";
import { assert, assertEquals } from "../support/assert.ts";
import { launchChromium } from "../support/chromium.ts";
import { granted } from "../support/granted.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";
import { VisitWindow } from "../support/visit_window.ts";
import { inMinutes } from "../support/visit_server.ts";

const DOCTOR = "Dr. Dana Doctor";
const PHONE = { width: 390, height: 844 };

interface Scene {
  browser: Browser;
  origin: string;
  doctor: VisitWindow;
  /** Opens a link on a phone of its own. */
  phone(url: string): Promise<VisitWindow>;
  /** Plans a visit for Nora that begins so many minutes from now; gives its path and a link into it. */
  plan(minutes: number): Promise<{ path: string; url: string }>;
  /** Changes something by the doctor's session. */
  patch(path: string, data: Record<string, unknown>): Promise<void>;
}

function test(name: string, fn: (scene: Scene) => Promise<void>): void {
  Deno.test({
    name,
    ignore: !granted("read", "write", "run", "net", "env", "sys"),
    // Playwright keeps pipes and timers of its own until the process ends.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      await using dataDir = await tempDataDir();
      await using server = await ServerProcess.start({ dataDir: dataDir.path });
      const browser = await launchChromium();
      try {
        const { origin } = server;
        const doctor = await VisitWindow.open(browser, origin, "doctor@demo.test");
        await fn({ browser, origin, doctor, ...deskOf(browser, origin, doctor) });
        assertEquals(doctor.complaints, []);
      } finally {
        await browser.close();
      }
    },
  });
}

function deskOf(browser: Browser, origin: string, doctor: VisitWindow) {
  const { request } = doctor.page;
  const headers = { origin };
  return {
    phone: (url: string) => VisitWindow.at(browser, url, PHONE),
    async plan(minutes: number) {
      const me = await (await request.get("/api/auth/me")).json();
      const made = await request.post("/api/appointments", {
        headers,
        data: {
          patient_name: "Nora Named",
          doctor_id: me.user.id,
          starts_at: inMinutes(minutes),
          ends_at: inMinutes(minutes + 30),
        },
      });
      const path = `/api/appointments/${(await made.json()).appointment.id}`;
      const invited = await request.post(`${path}/invitations`, { headers });
      return { path, url: (await invited.json()).url as string };
    },
    async patch(path: string, data: Record<string, unknown>) {
      assertEquals((await request.patch(path, { headers, data })).status(), 200);
    },
  };
}

test("a doctor plans a visit by name, invites, and the patient comes by phone and is seen [E2E-9]", async (scene) => {
  const { doctor } = scene;
  await doctor.press("New appointment");
  await doctor.page.getByLabel("Name of the patient").fill("Nora Named");
  await doctor.page.getByLabel("Reason").fill("Knee after the operation");
  await doctor.press("Plan the visit");
  const link = doctor.page.getByLabel("Link", { exact: true });
  await link.waitFor();
  const url = await link.inputValue();
  assert((await doctor.page.getByLabel("Message to send").inputValue()).includes(url));
  assert(await doctor.page.getByRole("img", { name: /code/ }).isVisible());
  const download = doctor.page.waitForEvent("download");
  await doctor.page.getByRole("link", { name: "Calendar file" }).click();
  const file = await Deno.readTextFile(await (await download).path());
  assert(file.startsWith("BEGIN:VCALENDAR\r\n") && !file.includes("Knee"));
  await doctor.press("Close");
  await doctor.sees("Nora Named");

  const nora = await scene.phone(url);
  await nora.sees("You enter as Nora Named.");
  await nora.sees(DOCTOR);
  assertEquals(new URL(nora.page.url()).hash, "", "the link stays in the address bar");
  await nora.page.reload();
  await nora.press("Enter the visit");
  await nora.page.getByRole("heading", { name: "You are next" }).waitFor();
  await nora.page.goto("/");
  await nora.sees("Knee after the operation");
  const card = doctor.page.getByRole("listitem").filter({ hasText: "Nora Named" });
  await card.getByText("Online").waitFor();

  await doctor.press("Video call with Nora Named");
  await nora.press("Accept");
  await Promise.all([doctor.isConnected(), nora.isConnected()]);
  await Promise.all([doctor.receives({ video: true }), nora.receives({ video: true })]);
  await nora.press(/^Leave/);
  await nora.press("End visit");
  await doctor.sees("The visit has ended.");
  await nora.page.goto("/");
  await nora.isAlive("home");
  await nora.press(`Video call with ${DOCTOR}`);
  await doctor.page.goto("/");
  await doctor.press("Accept");
  await Promise.all([doctor.receives({ video: true }), nora.receives({ video: true })]);
  assertEquals(nora.complaints, []);
});

test("the page of a link says what is the matter, and changes by itself [E2E-10]", async (scene) => {
  const { path, url } = await scene.plan(30.05);
  const nora = await scene.phone(url);
  await nora.sees("You are early");
  await nora.page.getByRole("timer").waitFor();
  await nora.sees("Your visit is open", 20_000);
  await scene.patch(path, { starts_at: inMinutes(300), ends_at: inMinutes(330) });
  await nora.press("Enter the visit");
  await nora.sees("You are early");
  await scene.patch(path, { starts_at: inMinutes(-90), ends_at: inMinutes(-60) });
  await nora.page.reload();
  await nora.sees("This visit is over");
  await scene.patch(path, { starts_at: inMinutes(0), ends_at: inMinutes(30) });
  await scene.patch(path, { status: "cancelled" });
  await nora.page.reload();
  await nora.sees("This visit was cancelled");
  await nora.page.goto(`${scene.origin}/join#${"a".repeat(43)}`);
  await nora.sees("This link does not work");
  const empty = await scene.phone(`${scene.origin}/join`);
  await empty.sees("Open the link in your message");
});

test("a visit that is open elsewhere goes on here when asked to [E2E-11]", async (scene) => {
  const { url } = await scene.plan(0);
  const phone = await scene.phone(url);
  await phone.press("Enter the visit");
  await phone.page.getByRole("heading", { name: "You are next" }).waitFor();
  await scene.doctor.page.getByRole("listitem").filter({ hasText: "Nora Named" }).getByText("Online")
    .waitFor();
  const tablet = await scene.phone(url);
  await tablet.sees("The visit is open elsewhere");
  await tablet.press("Continue here");
  await tablet.page.getByRole("heading", { name: "You are next" }).waitFor();
  await phone.sees("You have been signed out.");
  await phone.page.getByRole("link", { name: "Open your invitation" }).click();
  await phone.sees("The visit is open elsewhere");
});

test("the page of a link waits for a connection, and says what it needs without JavaScript [E2E-10]", async (scene) => {
  const { url } = await scene.plan(0);
  const phone = await scene.phone(`${scene.origin}/join`);
  await phone.sees("Open the link in your message");
  await phone.context.setOffline(true);
  await phone.page.evaluate((hash) => location.hash = hash, new URL(url).hash);
  await phone.sees("No connection");
  await phone.context.setOffline(false);
  await phone.sees("Your visit is open");
  const context = await scene.browser.newContext({ javaScriptEnabled: false, viewport: PHONE });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole("heading", { name: "JavaScript is switched off" }).waitFor();
  assertEquals(await page.getByText("One moment").isVisible(), false);
});

test("a guest of somebody else's visit is seen and called, and gone when the link is withdrawn [E2E-12]", async (scene) => {
  const { doctor, browser, origin } = scene;
  await doctor.press("Invite");
  const link = doctor.page.getByLabel("Link", { exact: true });
  await link.waitFor();
  const url = await link.inputValue();
  await doctor.press("Close");
  const gus = await scene.phone(url);
  await gus.page.getByLabel("Your name").fill("Gus Guest");
  await gus.press("Enter the visit");
  await gus.page.getByRole("heading", { name: "You are next" }).waitFor();
  await gus.page.goto("/");
  assertEquals(await gus.page.getByText("Demo visit").isVisible(), false);
  const patient = await VisitWindow.open(browser, origin, "patient@demo.test");
  await patient.sees("Gus Guest");
  await doctor.press("Video call with Gus Guest");
  await gus.press("Accept");
  await Promise.all([doctor.receives({ video: true }), gus.receives({ video: true })]);
  await doctor.page.goto("/");
  await doctor.isAlive("home");
  await doctor.press("Invite");
  await doctor.press("Withdraw the link of Gus Guest");
  await gus.page.getByRole("link", { name: "Open your invitation" }).filter({ visible: true }).click();
  await gus.sees("This link does not work");
  await doctor.press("Close");
  for (const { page } of [doctor, patient]) {
    const card = page.getByRole("listitem").filter({ hasText: "Demo visit" });
    await card.getByText("Gus Guest").waitFor({ state: "detached" });
    assert(await card.isVisible());
  }
});

test("a browser in which no visit will work is named, with what to do [INV-16]", async (scene) => {
  const { url } = await scene.plan(0);
  const open = async (options: BrowserContextOptions, change: () => void = () => {}) => {
    const context = await scene.browser.newContext({ viewport: PHONE, ...options });
    await context.addInitScript(change);
    const page = await context.newPage();
    await page.goto(url);
    return page;
  };
  const inApp = await open({
    userAgent:
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) " +
      "Mobile/15E148 Instagram 300.0",
  });
  await inApp.getByRole("heading", { name: "Please open the link in your browser" }).waitFor();
  await inApp.getByText("inside Instagram").waitFor();
  await inApp.getByText("Open in Safari").waitFor();
  assertEquals(await inApp.getByLabel("Your link").inputValue(), url);
  assertEquals(new URL(inApp.url()).hash, "");
  await inApp.getByRole("button", { name: "Go on here anyway" }).click();
  await inApp.getByRole("button", { name: "Enter the visit" }).waitFor();

  // Stand-ins for browsers and addresses that can't be had here.
  const old = await open({}, () => Reflect.deleteProperty(globalThis, "RTCPeerConnection"));
  await old.getByRole("heading", { name: "This browser can’t make video visits" }).waitFor();
  const insecure = await open(
    {},
    () => Object.defineProperty(globalThis, "isSecureContext", { value: false }),
  );
  const link = insecure.getByRole("link", { name: "Open the secure page" });
  assertEquals(await link.getAttribute("href"), url.replace("http:", "https:"));

  const silent = await scene.browser.newPage();
  await silent.route("**/*.js", (route) => route.abort());
  await silent.goto(url);
  await silent.getByRole("heading", { name: "Does nothing happen?" }).waitFor({ timeout: 20_000 });
});
