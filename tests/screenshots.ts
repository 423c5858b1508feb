import { buildIslands } from "../islands/build.ts";
import { launchChromium } from "./support/chromium.ts";
import { ensurePrograms } from "./support/ensure_programs.ts";
import { ServerProcess, tempDataDir } from "./support/server_process.ts";
import { inMinutes } from "./support/visit_server.ts";
import { VisitWindow } from "./support/visit_window.ts";

/** Makes the pictures of README.md: a real visit of the demo clinic in headless Chromium. */
const FOLDER = new URL("screenshots/", import.meta.url).pathname;
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };

async function say(window: VisitWindow, text: string): Promise<void> {
  const field = window.page.getByRole("textbox", { name: "Message" });
  if (!await field.isVisible()) await window.press(/^Chat/);
  await field.fill(text);
  await window.press("Send");
  await window.sees(text);
}

/** A link into a visit of somebody without an account that is about to begin. */
async function invite({ page }: VisitWindow, origin: string): Promise<string> {
  const headers = { origin };
  const { user } = await (await page.request.get("/api/auth/me")).json();
  const times = { starts_at: inMinutes(0), ends_at: inMinutes(30) };
  const data = {
    patient_name: "Nora Named",
    doctor_id: user.id,
    ...times,
    reason: "Knee after the operation",
  };
  const { appointment } = await (await page.request.post("/api/appointments", { headers, data })).json();
  const made = await page.request.post(`/api/appointments/${appointment.id}/invitations`, { headers });
  return (await made.json()).url;
}

async function shoot({ page }: VisitWindow, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(300);
    const dark = colorScheme === "dark" ? "-dark" : "";
    await page.screenshot({ path: `${FOLDER}${name}${dark}.png` });
  }
}

await ensurePrograms();
await buildIslands();
await Deno.remove(FOLDER, { recursive: true }).catch(() => {});
await Deno.mkdir(FOLDER, { recursive: true });
await using dataDir = await tempDataDir();
await using server = await ServerProcess.start({ dataDir: dataDir.path });
const browser = await launchChromium();
try {
  const { origin } = server;
  const doctor = await VisitWindow.open(browser, origin, "doctor@demo.test", DESKTOP);
  const patient = await VisitWindow.at(browser, await invite(doctor, origin), PHONE);
  await patient.press("Enter the visit");
  await patient.isAlive("waiting");
  await shoot(patient, "waiting-phone");
  await doctor.page.goto("/");
  await doctor.isAlive("queue");
  await doctor.sees("has just come");
  await shoot(doctor, "home-desktop");
  const waiting = patient.page.url();
  await patient.page.goto(`/check?next=${new URL(waiting).pathname}`);
  await patient.isAlive("check");
  await patient.press("Switch on camera and microphone");
  await patient.page.locator("video").waitFor();
  await shoot(patient, "check-phone");
  await patient.page.goto(waiting);
  await patient.isAlive("ring");
  await doctor.press("Call in");
  await patient.page.getByRole("alertdialog").waitFor();
  await shoot(patient, "ring-phone");
  await patient.press("Accept");
  await Promise.all([patient.isConnected(), doctor.isConnected()]);
  await Promise.all([patient.receives({ video: true }), doctor.receives({ video: true })]);
  await shoot(patient, "visit-phone");
  await say(doctor, "Good morning! How is the knee today?");
  await say(patient, "Much better, thank you. Only the stairs are hard.");
  await shoot(doctor, "visit-desktop");
} finally {
  await browser.close();
}
