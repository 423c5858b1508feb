/// <reference lib="dom" />
import type { Page } from "playwright-core";
import { assert, assertEquals } from "../support/assert.ts";
import { browserTest as test } from "../support/browser_test.ts";
import { VisitWindow } from "../support/visit_window.ts";

/** More stops than any page has. */
const STOPS_MAX = 80;

/** What has the focus: its name as people hear it, and whether one can see that it has it. */
async function focused(page: Page): Promise<{ name: string; isSeen: boolean }> {
  return await page.evaluate(() => {
    const element = document.activeElement as HTMLElement | null;
    if (!element || element === document.body) return { name: "", isSeen: true };
    const labels = "labels" in element ? [...(element.labels as NodeListOf<HTMLElement> ?? [])] : [];
    const words = element.getAttribute("aria-label") ?? labels[0]?.innerText ?? element.innerText;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const isInView = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    const isMarked = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 ||
      style.boxShadow !== "none";
    return { name: words.trim().replace(/\s+/g, " "), isSeen: isInView && isMarked };
  });
}

/** Presses Tab until something with this name has the focus; every stop on the way must be seen to have it. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let stops = 0; stops < STOPS_MAX; stops++) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    assert(now.isSeen, `nobody sees that "${now.name}" has the focus`);
    if (typeof name === "string" ? now.name === name : name.test(now.name)) return;
    passed.push(now.name);
  }
  throw new Error(`no "${name}" among ${passed.join(" | ")}`);
}

async function typeInto(page: Page, field: string, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.type(text);
}

test("a whole visit is done with the keyboard alone, and the focus is always seen [A11Y-3]", async ({ browser, origin, open }) => {
  const patient = await open("patient@demo.test");
  const doctor = await VisitWindow.at(browser, `${origin}/sign-in`);
  const { page } = doctor;

  await typeInto(page, "E-mail", "doctor@demo.test");
  await typeInto(page, "Password", "carewire-demo");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /^Hello/ }).waitFor();
  await doctor.isAlive("home");
  await doctor.isAlive("ring");

  await patient.press("Video call with Dr. Dana Doctor");
  await page.getByRole("alertdialog").waitFor();
  await tabTo(page, "Accept");
  await page.keyboard.press("Enter");
  await Promise.all([patient.isConnected(), doctor.isConnected()]);
  await doctor.receives({ video: true });

  await tabTo(page, /^Mute/);
  await page.keyboard.press("Space");
  await patient.sees(/is muted/);
  await patient.hearsNothing();
  assertEquals((await focused(page)).name.startsWith("Unmute"), true);
  await page.keyboard.press("Space");
  await patient.receives({ video: true });

  await tabTo(page, /^Chat/);
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Message" }).waitFor();
  await typeInto(page, "Message", "Good morning");
  await page.keyboard.press("Enter");
  await patient.page.getByText("1 unread message").or(patient.page.getByText("Good morning")).first().waitFor(
    {
      state: "attached",
    },
  );

  await tabTo(page, "Leave");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "End this visit?" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: "End this visit?" }).waitFor({ state: "hidden" });
  assertEquals((await focused(page)).name, "Leave");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "End this visit?" }).waitFor();
  await tabTo(page, "End visit");
  await page.keyboard.press("Enter");
  await doctor.sees("The visit has ended.");
  await patient.sees("The visit has ended.");
  await tabTo(page, /^Home|Back to home/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: /^Hello/ }).waitFor();
  assertEquals(doctor.complaints, []);
});
