/// <reference lib="dom" />
import type { Page } from "playwright-core";
import { assert } from "../support/assert.ts";
import { browserTest as test } from "../support/browser_test.ts";

const PAINT_MAX_MS = 1_000;
/** A busy machine is slow now and then; a page that is slow is so each time. */
const LOADS = 6;

/** When the largest thing of a page was drawn, in milliseconds since its navigation began. */
async function largestPaint(page: Page, path: string): Promise<number> {
  await page.goto(path, { waitUntil: "load" });
  return await page.evaluate(() =>
    new Promise<number>((resolve) => {
      new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? Infinity))
        .observe({ type: "largest-contentful-paint", buffered: true });
    })
  );
}

test("the largest part of a page is drawn within a second [UI-13]", async ({ open }) => {
  const patient = await open("patient@demo.test");
  const doctor = await open("doctor@demo.test");
  await patient.press("Video call with Dr. Dana Doctor");
  await doctor.page.getByRole("alertdialog").waitFor();
  await doctor.press("Accept");
  await doctor.isConnected();
  const visit = new URL(doctor.page.url()).pathname;
  const figures: string[] = [];
  const slow: string[] = [];
  for (const path of ["/", "/history", "/account", visit]) {
    const times: number[] = [];
    while (times.length < LOADS && Math.min(...times) > PAINT_MAX_MS || times.length === 0) {
      times.push(await largestPaint(doctor.page, path));
    }
    figures.push(`${path === visit ? "/visit" : path} ${Math.round(Math.min(...times))} ms`);
    if (Math.min(...times) > PAINT_MAX_MS) slow.push(`${path}: ${times.map(Math.round).join(", ")} ms`);
  }
  console.log(`largest contentful paint: ${figures.join(", ")}`);
  assert(slow.length === 0, slow.join("; "));
});
