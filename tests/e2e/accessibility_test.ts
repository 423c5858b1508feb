import type { Page } from "playwright-core";
import { violationsOf } from "../support/accessibility.ts";
import { assertEquals, assertMatch } from "../support/assert.ts";
import { type BrowserScene, browserTest as test, DESKTOP, PHONE } from "../support/browser_test.ts";
import { inMinutes } from "../support/visit_server.ts";
import { VisitWindow } from "../support/visit_window.ts";

const SIZES = { phone: PHONE, desktop: DESKTOP };

/** Looks at a page in both sizes, light and dark. */
async function lookAt(page: Page, what: string): Promise<string[]> {
  const found: string[] = [];
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    found.push(...await violationsOf(page, `${what} on a ${size}`));
  }
  return found;
}

/** Opens pages one after the other and looks at each. */
async function lookAround(window: VisitWindow, paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    await window.page.goto(path, { waitUntil: "networkidle" });
    found.push(...await lookAt(window.page, path));
  }
  return found;
}

/** A link into a visit of somebody without an account. */
async function invite({ page }: VisitWindow, origin: string, minutes: number): Promise<string> {
  const headers = { origin };
  const { user } = await (await page.request.get("/api/auth/me")).json();
  const made = await page.request.post("/api/appointments", {
    headers,
    data: {
      patient_name: "Nora Named",
      doctor_id: user.id,
      starts_at: inMinutes(minutes),
      ends_at: inMinutes(minutes + 30),
    },
  });
  const { appointment } = await made.json();
  const invited = await page.request.post(`/api/appointments/${appointment.id}/invitations`, { headers });
  return (await invited.json()).url;
}

test("pages for everybody have nothing that axe-core objects to [A11Y-1]", async ({ browser, origin, open }) => {
  const doctor = await open("doctor@demo.test");
  const [early, now] = [await invite(doctor, origin, 600), await invite(doctor, origin, 0)];
  const stranger = await VisitWindow.at(browser, `${origin}/sign-in`);
  const found = await lookAround(stranger, ["/sign-in", "/join", early, now, "/join#unknown", "/api/docs"]);
  await stranger.page.goto("/nothing-here");
  found.push(...await lookAt(stranger.page, "an error"));
  assertEquals(found, []);
  await stranger.page.evaluate(() => document.querySelector("main")?.append(new Image()));
  const [bad] = await violationsOf(stranger.page, "a picture without words");
  assertMatch(bad ?? "", /image-alt/);
});

test("pages of patients, doctors and administrators have nothing that axe-core objects to [A11Y-1]", async (scene) => {
  const [patient, doctor, admin] = [
    await scene.open("patient@demo.test"),
    await scene.open("doctor@demo.test"),
    await scene.open("admin@demo.test"),
  ];
  const found = [
    ...await lookAround(patient, ["/", "/messages", "/history", "/account"]),
    ...await lookAround(doctor, ["/", "/day", "/messages", "/history"]),
    ...await lookAround(admin, ["/", "/users", "/users/new", "/users/1"]),
  ];
  await doctor.page.goto("/");
  await doctor.isAlive("home");
  await doctor.press("New appointment");
  found.push(...await lookAt(doctor.page, "planning a visit"));
  assertEquals(found, []);
});

test("a call has nothing that axe-core objects to, from the ring to its summary [A11Y-2]", async (scene) => {
  assertEquals(await lookAtCall(scene), []);
});

async function lookAtCall({ open }: BrowserScene): Promise<string[]> {
  const [patient, doctor] = [await open("patient@demo.test"), await open("doctor@demo.test")];
  const found: string[] = [];
  await patient.press("Video call with Dr. Dana Doctor");
  await doctor.page.getByRole("alertdialog").waitFor();
  found.push(...await lookAt(patient.page, "calling"), ...await lookAt(doctor.page, "ringing"));
  await doctor.press("Accept");
  await Promise.all([patient.isConnected(), doctor.isConnected()]);
  found.push(...await lookAt(doctor.page, "connected"));
  await patient.press(/^Chat/);
  await patient.page.getByRole("textbox", { name: "Message" }).fill("Good morning");
  await patient.press("Send");
  await doctor.press(/^Chat/);
  await doctor.sees("Good morning");
  found.push(...await lookAt(doctor.page, "connected with the chat"));
  await doctor.press(/^Mute/);
  await doctor.press("Leave");
  found.push(...await lookAt(doctor.page, "leaving"));
  await doctor.press("End visit");
  await patient.sees("The visit has ended.");
  found.push(...await lookAt(doctor.page, "after the visit"));
  return found;
}
