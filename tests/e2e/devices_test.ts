/// <reference lib="dom" />
import type { Browser, BrowserContext, Page } from "playwright-core";
import { assert, assertEquals } from "../support/assert.ts";
import { launchChromium } from "../support/chromium.ts";
import { granted } from "../support/granted.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";
import { until } from "../support/until.ts";
import { VisitWindow } from "../support/visit_window.ts";

const DOCTOR = "Dr. Dana Doctor";
const PHONE = { width: 390, height: 844 };
const AWAY = "There is no connection to the clinic.";
/** After a restart a page may be in its longest wait. */
const BACK_MS = 40_000;
const STORED = "carewire.outbox.";

interface Scene {
  browser: Browser;
  readonly server: ServerProcess;
  patient: VisitWindow;
  doctor: VisitWindow;
  /** Another page of somebody's browser. */
  tab(of: VisitWindow, path: string): Promise<Page>;
  /** Stops the server in good order, as a deploy does. */
  stop(): Promise<void>;
  /** Starts it again on the same port and data. */
  start(): Promise<void>;
}

/** A clinic, a patient and a doctor, each in a browser of their own. */
function test(name: string, fn: (scene: Scene) => Promise<void>): void {
  Deno.test({
    name,
    ignore: !granted("read", "write", "run", "net", "env", "sys"),
    // Playwright keeps pipes and timers of its own until the process ends.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      await using dataDir = await tempDataDir();
      let server = await ServerProcess.start({ dataDir: dataDir.path });
      const browser = await launchChromium();
      try {
        const open = (email: string) => VisitWindow.open(browser, server.origin, email);
        const [patient, doctor] = [await open("patient@demo.test"), await open("doctor@demo.test")];
        await fn({
          ...{ browser, patient, doctor },
          get server() {
            return server;
          },
          async tab({ context }, path) {
            const page = await context.newPage();
            await page.goto(path);
            await page.locator("[data-island=ring][data-alive]").waitFor({ state: "attached" });
            return page;
          },
          async stop() {
            await server.stop();
          },
          async start() {
            server = await ServerProcess.start({ dataDir: dataDir.path, port: server.port });
          },
        });
        assertEquals([...patient.complaints, ...doctor.complaints], []);
      } finally {
        await browser.close();
        await server.stop();
      }
    },
  });
}

async function conversationOf({ page }: VisitWindow): Promise<string> {
  const { conversations } = await (await page.request.get("/api/conversations")).json();
  return `/conversations/${conversations[0].conversation_id}`;
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message" }).fill(text);
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("article").getByText(text).waitFor();
}

/** What stands in the bubbles, from top to bottom. */
async function bubbles(page: Page): Promise<string[]> {
  return await page.locator(".bubble-body").allTextContents();
}

async function shows(page: Page, texts: string[]): Promise<void> {
  await until(
    async () => (await bubbles(page)).join("|") === texts.join("|"),
    `not ${texts.join("|")}`,
    BACK_MS,
  );
}

async function storedKeys(context: BrowserContext): Promise<string[]> {
  const [page] = context.pages();
  return await page?.evaluate(
    (prefix) => Object.keys(localStorage).filter((key) => key.startsWith(prefix)),
    STORED,
  ) ??
    [];
}

test("what is written while the server restarts is there once and in order on both sides [DEV-2] [DEV-16]", async (scene) => {
  const { patient, doctor } = scene;
  const path = await conversationOf(patient);
  const read = await scene.tab(doctor, path);
  const one = await scene.tab(patient, path);
  const other = await scene.tab(patient, path);
  await scene.stop();
  await one.getByText(AWAY).or(one.getByText("We are reconnecting")).waitFor();
  for (const text of ["first", "second"]) await write(one, text);
  await write(other, "third");
  await shows(one, ["first", "second", "third"]);
  await one.getByText("It goes out as soon as the connection is back.").first().waitFor();
  await one.close();
  await scene.start();
  await shows(read, ["first", "second", "third"]);
  await shows(other, ["first", "second", "third"]);
  await other.reload();
  await shows(other, ["first", "second", "third"]);
  await until(async () => (await storedKeys(patient.context)).length === 0, "something is still kept");
  await other.locator(".unsent").waitFor({ state: "detached" });
});

test("what a closed tab has left goes out from another page of the same person, and only once [DEV-1] [DEV-3] [DEV-16]", async (scene) => {
  const { patient, doctor } = scene;
  const path = await conversationOf(patient);
  const read = await scene.tab(doctor, path);
  const chat = await scene.tab(patient, path);
  await scene.stop();
  await chat.getByText("We are reconnecting").waitFor();
  for (const text of ["first", "second", "third"]) await write(chat, text);
  await chat.close();
  assertEquals((await storedKeys(patient.context)).length, 3);
  await scene.start();
  await patient.page.goto("/");
  await shows(read, ["first", "second", "third"]);
  await until(async () => (await storedKeys(patient.context)).length === 0, "something is still kept");
  const again = await scene.tab(patient, path);
  await shows(again, ["first", "second", "third"]);
});

test("a call rings in two tabs and on a phone, one tab sounds, and all stop when it is taken [DEV-13] [DEV-14]", async (scene) => {
  const { patient, doctor, browser } = scene;
  const phone = await VisitWindow.open(browser, scene.server.origin, "doctor@demo.test", PHONE);
  const tab = await scene.tab(doctor, "/history");
  const pages = [doctor.page, tab, phone.page];
  for (const page of pages) await page.evaluate(countNotes);
  await patient.press(`Video call with ${DOCTOR}`);
  for (const page of pages) await page.getByRole("alertdialog").waitFor();
  const late = await scene.tab(doctor, "/");
  await late.getByRole("alertdialog").waitFor();
  await until(async () => await notes(doctor.page) + await notes(tab) > 0, "no tab sounds");
  await until(async () => await notes(phone.page) > 0, "the phone does not sound");
  await late.waitForTimeout(3_000);
  const sounding = [await notes(doctor.page), await notes(tab)].filter((count) => count > 0);
  assertEquals(sounding.length, 1);

  const gone = [tab, late, phone.page].map((page) => page.evaluate(ringEnds));
  const accepted = await doctor.pressAt("Accept");
  const [inTab, inLate, onPhone] = await Promise.all(gone);
  console.log(
    `ms from accept until it is quiet: tabs ${inTab! - accepted}, ${inLate! - accepted}, phone ${
      onPhone! - accepted
    }`,
  );
  await doctor.isConnected();
  await phone.sees("You answered Pat Patient on another device.");
  assertEquals(phone.complaints, []);
});

test("a visit goes on while the server restarts, and what is written meanwhile is sent once [DEV-16]", async (scene) => {
  const { patient, doctor } = scene;
  await patient.press(`Video call with ${DOCTOR}`);
  await doctor.press("Accept");
  await Promise.all([patient.isConnected(), doctor.isConnected()]);
  await Promise.all([patient.receives({ video: true }), doctor.receives({ video: true })]);
  for (const window of [patient, doctor]) {
    if (!await window.page.getByRole("textbox", { name: "Message" }).isVisible()) await window.press(/^Chat/);
  }
  await scene.stop();
  const lost = "No connection to the clinic. We keep trying.";
  await patient.sees(lost);
  for (const text of ["first", "second"]) await write(patient.page, text);
  for (const media of await Promise.all([patient.mediaGrowth(1_000), doctor.mediaGrowth(1_000)])) {
    assert(media.framesDecoded > 0, "the pictures stopped");
  }
  await scene.start();
  for (const { page } of [patient, doctor]) {
    await page.getByText(lost).waitFor({ state: "detached", timeout: BACK_MS });
    await shows(page, ["first", "second"]);
  }
  await Promise.all([patient.isConnected(), doctor.isConnected()]);
  await patient.page.reload();
  await Promise.all([patient.isConnected(), doctor.isConnected()]);
  await Promise.all([patient.receives({ video: true }), doctor.receives({ video: true })]);
  await shows(doctor.page, ["first", "second"]);
});

test("who does not want to be disturbed is not rung, in any tab, also after a reload [DEV-12]", async (scene) => {
  const { patient, doctor } = scene;
  const tab = await scene.tab(doctor, "/history");
  const quiet = (page: Page) => page.getByRole("switch", { name: "Do not disturb" });
  await quiet(doctor.page).click();
  await tab.locator("[role=switch][aria-checked=true]").waitFor();
  await tab.reload();
  await tab.locator("[role=switch][aria-checked=true]").waitFor();
  await patient.page.getByText("Do not disturb", { exact: true }).or(patient.page.getByText("Busy")).first()
    .waitFor();
  await patient.press(`Video call with ${DOCTOR}`);
  await patient.page.waitForURL(/\/visit\//);
  await tab.reload();
  await tab.locator("[data-island=ring][data-alive]").waitFor({ state: "attached" });
  await tab.waitForTimeout(2_000);
  for (const page of [doctor.page, tab]) assertEquals(await page.getByRole("alertdialog").count(), 0);
  await quiet(tab).click();
  for (const page of [doctor.page, tab]) await page.getByRole("alertdialog").waitFor();
});

test("signing out asks before it deletes what is not sent, and leaves nothing [DEV-5]", async (scene) => {
  const { patient } = scene;
  const id = (await conversationOf(patient)).split("/").at(-1) ?? "";
  await patient.page.evaluate(keepRefused, id);
  await patient.page.reload();
  await patient.sees("1 not sent yet");
  const questions: string[] = [];
  patient.page.on("dialog", (dialog) => {
    questions.push(dialog.message());
    void (questions.length === 1 ? dialog.dismiss() : dialog.accept());
  });
  await patient.press("Sign out");
  assertEquals((await storedKeys(patient.context)).length, 1);
  await patient.press("Sign out");
  await patient.page.getByLabel("Password").waitFor();
  assertEquals(await storedKeys(patient.context), []);
  assertEquals(questions.length, 2);
  assert(questions[0]?.startsWith("1 message has not been sent yet."), questions[0]);
});

function keepRefused(conversationId: string): void {
  const user = JSON.parse(document.querySelector<HTMLMetaElement>("meta[name=carewire-user]")?.content ?? "");
  const message = {
    clientId: "refused-1",
    body: "too long",
    messageType: "text",
    files: [],
    callId: null,
    writtenAt: new Date().toISOString(),
    refusal: "too_large",
  };
  localStorage.setItem(`carewire.outbox.${user.id}.${conversationId}.refused-1`, JSON.stringify(message));
}

/** Counts the notes that this page plays from now on. */
function countNotes(): void {
  const counted = globalThis as unknown as { notes: number };
  counted.notes = 0;
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (when?: number) {
    counted.notes++;
    start.call(this, when);
  };
}

function notes(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as { notes: number }).notes);
}

/** The time at which this page stops ringing. */
function ringEnds(): Promise<number> {
  return new Promise((resolve) => {
    const look = () => document.querySelector("dialog.ring[open]") || resolve(Date.now());
    new MutationObserver(look).observe(document, { childList: true, subtree: true });
    look();
  });
}
