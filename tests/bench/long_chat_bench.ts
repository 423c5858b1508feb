/// <reference lib="dom" />
import type { Page } from "playwright-core";
import { buildIslands } from "../../islands/build.ts";
import { ApiClient } from "../support/api_client.ts";
import { launchChromium } from "../support/chromium.ts";
import { databaseUrl } from "../support/database_url.ts";
import { ensurePrograms } from "../support/ensure_programs.ts";
import { lengthenConversation } from "../support/long_conversation.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";
import { testDatabase } from "../support/test_database.ts";
import { VisitWindow } from "../support/visit_window.ts";

/**
 * Measures a conversation of 10,000 messages in headless Chromium: reading it to its first message by wheel, going through
 * all of it once more, and taking a new message; with the rows, nodes and memory of the page at the end.
 */
const LENGTH = Number(Deno.args[0] ?? 10_000);
const WHEEL_PX = 6_000;
const FRAME_MS = 16;
const TEXTS = [
  "Good morning! How is the knee today?",
  "Much better, thank you. Only the stairs are hard.",
  "Yes",
  "Then please go on with the exercises: ten times in the morning, ten times in the evening, slowly. ".repeat(
    3,
  ),
];

interface Moves {
  seconds: number;
  frames: number;
  slowFrames: number;
  longestFrameMs: number;
  longTasks: number;
  longTaskMs: number;
}

/** Notes frames and long tasks of the page until the returned function is called. */
async function watch(page: Page): Promise<() => Promise<Moves>> {
  await page.evaluate(() => {
    const noted = { start: performance.now(), frames: [] as number[], tasks: [] as number[], stop: false };
    const observer = new PerformanceObserver((list) =>
      noted.tasks.push(...list.getEntries().map((one) => one.duration))
    );
    observer.observe({ type: "longtask" });
    let last = performance.now();
    const frame = (now: number) => {
      noted.frames.push(now - last);
      last = now;
      if (!noted.stop) requestAnimationFrame(frame);
      else observer.disconnect();
    };
    requestAnimationFrame(frame);
    Object.assign(globalThis, { noted });
  });
  return () =>
    page.evaluate(() => {
      const { noted } = globalThis as unknown as {
        noted: { start: number; frames: number[]; tasks: number[]; stop: boolean };
      };
      noted.stop = true;
      return {
        seconds: (performance.now() - noted.start) / 1_000,
        frames: noted.frames.length,
        slowFrames: noted.frames.filter((ms) => ms > 50).length,
        longestFrameMs: Math.round(Math.max(...noted.frames)),
        longTasks: noted.tasks.length,
        longTaskMs: Math.round(noted.tasks.reduce((sum, ms) => sum + ms, 0)),
      };
    });
}

async function wheelUntil(page: Page, pixels: number, done: (box: Element) => boolean): Promise<void> {
  await page.locator(".chat-scroll").hover();
  while (!await page.locator(".chat-scroll").evaluate(done)) {
    await page.mouse.wheel(0, pixels);
    await page.waitForTimeout(FRAME_MS);
  }
}

async function sizeOf(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? NaN;
  const heapMb = Math.round(of("JSHeapUsedSize") / 1_048_576);
  return { rows: await page.locator(".bubble").count(), nodes: of("Nodes"), heapMb };
}

await ensurePrograms();
await buildIslands();
await using data = await testDatabase();
await using dataDir = await tempDataDir();
const env = {
  DATABASE_URL: databaseUrl(data.address),
  DEMO: "1",
  ENCRYPTION_KEY: "0123456789abcdef0123456789abcdef",
};
await using server = await ServerProcess.start({ dataDir: dataDir.path, env });
const patient = await ApiClient.signIn(server.origin, "patient@demo.test");
const { conversation_id: id } = (await patient.ask("GET", "/api/conversations")).body.conversations[0];
const say = (body: string) => patient.ask("POST", `/api/conversations/${id}/send-message`, { body });
for (const text of TEXTS) await say(text);
await lengthenConversation(data.address, id, LENGTH);
const browser = await launchChromium();
try {
  const { page } = await VisitWindow.open(browser, server.origin, "doctor@demo.test");
  await page.goto(`/conversations/${id}`);
  await page.locator('[data-island="chat"][data-alive]').waitFor();
  console.log("at the start", await sizeOf(page));
  let stop = await watch(page);
  await wheelUntil(
    page,
    -WHEEL_PX,
    (box) => !box.querySelector(".chat-older") && box.scrollHeight + box.scrollTop - box.clientHeight < 4,
  );
  console.log("read to the first", await stop(), await sizeOf(page));
  stop = await watch(page);
  await wheelUntil(page, WHEEL_PX, (box) => box.scrollTop > -4);
  console.log("back to the end", await stop(), await sizeOf(page));
  stop = await watch(page);
  for (let n = 1; n <= 10; n++) {
    await say(`new ${n}`);
    await page.locator(".chat-scroll").getByText(`new ${n}`, { exact: true }).waitFor();
  }
  console.log("ten new messages", await stop());
} finally {
  await browser.close();
}
