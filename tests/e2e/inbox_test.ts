/// <reference lib="dom" />
import { Buffer } from "node:buffer";
import type { Page } from "playwright-core";
import { ApiClient } from "../support/api_client.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { samplePdf, samplePng } from "../support/chosen_files.ts";
import { launchChromium } from "../support/chromium.ts";
import { databaseUrl } from "../support/database_url.ts";
import { granted } from "../support/granted.ts";
import { lengthenConversation } from "../support/long_conversation.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";
import { type TestDatabase, testDatabase } from "../support/test_database.ts";
import { VisitWindow } from "../support/visit_window.ts";

const KEY = "0123456789abcdef0123456789abcdef";
const PHONE = { width: 390, height: 844 };
const LENGTH = 10_000;
/** Rows in the document at once, whatever the length of the conversation. */
const ROWS_MAX = 120;

interface Scene {
  doctor: VisitWindow;
  /** The other one, without a page. */
  patient: ApiClient;
  conversationId: string;
  data: TestDatabase;
  origin: string;
}

function test(
  name: string,
  fn: (scene: Scene) => Promise<void>,
  viewport = { width: 1280, height: 800 },
): void {
  Deno.test({
    name,
    ignore: !granted("read", "write", "run", "net", "env", "sys"),
    // Playwright keeps pipes and timers of its own until the process ends.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      await using data = await testDatabase();
      await using dataDir = await tempDataDir();
      const env = { DATABASE_URL: databaseUrl(data.address), DEMO: "1", ENCRYPTION_KEY: KEY };
      await using server = await ServerProcess.start({ dataDir: dataDir.path, env });
      const browser = await launchChromium();
      try {
        const patient = await ApiClient.signIn(server.origin, "patient@demo.test");
        const { conversations } = (await patient.ask("GET", "/api/conversations")).body;
        const conversationId = conversations[0].conversation_id;
        const doctor = await VisitWindow.open(browser, server.origin, "doctor@demo.test", viewport);
        await fn({ doctor, patient, conversationId, data, origin: server.origin });
        assertEquals(doctor.complaints, []);
      } finally {
        await browser.close();
      }
    },
  });
}

async function say({ patient, conversationId }: Scene, body: string): Promise<void> {
  const path = `/api/conversations/${conversationId}/send-message`;
  assertEquals((await patient.ask("POST", path, { body })).status, 201);
}

const badge = (page: Page) => page.getByRole("navigation").locator(".badge");
const row = (page: Page, name: string) => page.locator(".inbox-row", { hasText: name });

test("A message shows in the header and in the list without a reload, and is gone once read [INBOX-2] [INBOX-3]", async (scene) => {
  const { page } = scene.doctor;
  await page.goto("/messages");
  await Promise.all([scene.doctor.isAlive("inbox"), scene.doctor.isAlive("unread")]);
  assertEquals(await badge(page).count(), 0);
  await say(scene, "The knee is better");
  await badge(page).getByText("1", { exact: true }).waitFor();
  await row(page, "The knee is better").getByText("1 unread message").waitFor({ state: "attached" });
  await row(page, "The knee is better").click();
  await page.waitForURL(`**/messages/${scene.conversationId}`);
  await page.getByRole("log").getByText("The knee is better").waitFor();
  await badge(page).waitFor({ state: "detached" });
  await row(page, "The knee is better").locator(".badge").waitFor({ state: "detached" });
  // The other way round: what is written here is seen in the list at once.
  await page.getByRole("textbox", { name: "Message" }).fill("Good to hear");
  await page.keyboard.press("Enter");
  await row(page, "You: Good to hear").waitFor();
});

/** Another patient of the doctor's. */
async function addPatient({ origin }: Scene, name: string): Promise<void> {
  const admin = await ApiClient.signIn(origin, "admin@demo.test");
  const doctor = await ApiClient.signIn(origin, "doctor@demo.test");
  const { body } = await admin.ask("POST", "/api/users", { email: "more@demo.test", name, role: "patient" });
  const starts_at = new Date(Date.now() + 3_600_000).toISOString();
  const ends_at = new Date(Date.now() + 7_200_000).toISOString();
  const planned = { patient_id: body.user.id, doctor_id: doctor.user.id, starts_at, ends_at };
  assertEquals((await doctor.ask("POST", "/api/appointments", planned)).status, 201);
}

test("A direct conversation that there is already is opened, never a second one [INBOX-7]", async (scene) => {
  const { doctor } = scene;
  const { page } = doctor;
  await page.goto("/messages");
  await doctor.isAlive("inbox");
  await doctor.press("New message");
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByText("Please choose somebody first.").waitFor();
  await page.getByRole("checkbox", { name: /Pat Patient/ }).check();
  await page.getByRole("button", { name: "Write to Pat Patient" }).click();
  await page.waitForURL(`**/messages/${scene.conversationId}`);
});

test("A new group is found by its name, and a search says when there is nothing [INBOX-5] [INBOX-7]", async (scene) => {
  const { doctor } = scene;
  const { page } = doctor;
  await addPatient(scene, "Grace Hollowell");
  await page.goto("/messages");
  await doctor.isAlive("inbox");
  await doctor.press("New message");
  for (const name of [/Pat Patient/, /Grace Hollowell/]) await page.getByRole("checkbox", { name }).check();
  await page.getByRole("button", { name: "Start the group" }).click();
  await page.getByText("Please give the group a name.").waitFor();
  await page.getByLabel("Name of the group").fill("Knee team");
  await page.getByRole("button", { name: "Start the group" }).click();
  await page.waitForURL((url) => url.pathname.startsWith("/messages/"));
  await page.getByRole("heading", { name: "Conversation with Knee team" }).waitFor({ state: "attached" });
  await doctor.isAlive("inbox");
  const search = page.getByRole("searchbox", { name: "Search by name" });
  await search.fill("nobody");
  await page.getByText("Nothing found").waitFor();
  await search.fill("knee");
  await row(page, "Knee team").waitFor();
  assertEquals(await page.locator(".inbox-row").count(), 1);
});

test("Pictures and files of a conversation open from its head, a picture large [INBOX-8]", async (scene) => {
  const { doctor } = scene;
  const { page } = doctor;
  await page.goto(`/messages/${scene.conversationId}`);
  await doctor.isAlive("chat");
  await doctor.press("Pictures and files");
  await page.getByText("No pictures or files yet").waitFor();
  await page.keyboard.press("Escape");
  const files = [await samplePng("knee.png", 60, 40), samplePdf("letter.pdf")];
  await page.getByLabel("Attach files").setInputFiles(
    files.map((one) => ({ ...one, buffer: Buffer.from(one.buffer) })),
  );
  await page.locator(".tray-remove").nth(1).waitFor();
  await page.locator(".composer-send:not([aria-disabled])").click();
  await page.locator(".bubble:not(.unsent) .file-card").waitFor();
  await doctor.press("Pictures and files");
  const gallery = page.getByRole("dialog", { name: "Pictures and files" });
  await gallery.getByText("letter.pdf").waitFor();
  await gallery.getByRole("img", { name: "knee.png" }).click();
  await page.getByRole("dialog", { name: "knee.png" }).waitFor();
  await page.keyboard.press("Escape");
  await gallery.getByText("letter.pdf").waitFor();
  await page.keyboard.press("Escape");
  await gallery.waitFor({ state: "detached" });
  await page.locator(".gallery-open:focus").waitFor();
});

test("On a phone the list leads to a conversation and back [INBOX-1]", async (scene) => {
  const { page } = scene.doctor;
  await say(scene, "Hello");
  await page.goto("/messages");
  await page.getByRole("heading", { name: "Messages", level: 1 }).waitFor();
  await row(page, "Hello").click();
  await page.getByRole("log").waitFor();
  assert(!await page.getByRole("searchbox").isVisible(), "the list is out of the way");
  await page.getByRole("link", { name: "All messages" }).click();
  await page.waitForURL("**/messages");
  const overflow = await page.evaluate(() =>
    document.documentElement.scrollWidth - document.documentElement.clientWidth
  );
  assertEquals(overflow, 0);
}, PHONE);

/** The number of the first message in sight, its place below the top of the box, and how many rows there are. */
function inSight(page: Page): Promise<{ text: string; top: number; rows: number; fromEnd: number }> {
  return page.locator(".chat-scroll").evaluate((box) => {
    const { top } = box.getBoundingClientRect();
    const rows = [...box.querySelectorAll("[data-row]")];
    const first = rows.find((one) => one.getBoundingClientRect().bottom > top + 1);
    return {
      text: first?.getAttribute("data-row") ?? "",
      top: Math.round((first?.getBoundingClientRect().top ?? 0) - top),
      rows: rows.length,
      fromEnd: Math.abs(box.scrollTop),
    };
  });
}

/** Scrolls up by wheel until the first message is there. */
async function scrollToBeginning(page: Page, most: { rows: number }): Promise<void> {
  await page.locator(".chat-scroll").hover();
  for (;;) {
    await page.mouse.wheel(0, -6_000);
    await page.waitForTimeout(16);
    const { rows } = await inSight(page);
    most.rows = Math.max(most.rows, rows);
    const begun = await page.locator(".chat-scroll").evaluate((box) =>
      !box.querySelector(".chat-older") && box.scrollHeight + box.scrollTop - box.clientHeight < 4
    );
    if (begun) return;
  }
}

test("10,000 messages are read to the first and back with a hundred rows in the document [INBOX-10] [INBOX-12]", async (scene) => {
  const { doctor, data, conversationId } = scene;
  const { page } = doctor;
  await say(scene, "the very first of all");
  const texts = [
    "Yes",
    "Only the stairs are hard, everything else is fine again.\nAnd the drops?",
    "x ".repeat(300),
  ];
  for (const text of texts) await say(scene, text);
  await lengthenConversation(data.address, conversationId, LENGTH);
  await page.goto(`/messages/${conversationId}`);
  await doctor.isAlive("chat");
  const most = { rows: 0 };
  await scrollToBeginning(page, most);
  await page.locator(".chat-scroll").getByText("the very first of all").first().waitFor();
  assert(most.rows > 5 && most.rows <= ROWS_MAX, `${most.rows} rows in the document`);

  // What comes while one reads far above moves nothing, and is not read.
  const before = await inSight(page);
  await say(scene, "new one");
  await page.getByRole("button", { name: "1 new message" }).waitFor();
  await say(scene, "new two");
  await page.getByRole("button", { name: "2 new messages" }).waitFor();
  const after = await inSight(page);
  assertEquals([after.text, Math.abs(after.top - before.top) <= 2], [before.text, true]);
  const unread =
    (await scene.patient.ask("GET", `/api/conversations/${conversationId}/messages?per_page=1`)).body;
  assertEquals(unread.messages[0].status === "read", false);

  await page.getByRole("button", { name: "2 new messages" }).click();
  await page.locator(".chat-scroll").getByText("new two").waitFor();
  await page.locator(".chat-newest").waitFor({ state: "detached" });
  assertEquals(Math.round((await inSight(page)).fromEnd), 0);
  await page.locator(".chat-scroll:focus").waitFor();
});
