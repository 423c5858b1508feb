import { buildIslands } from "../islands/build.ts";
import { launchChromium } from "./support/chromium.ts";
import { ensurePrograms } from "./support/ensure_programs.ts";
import { ServerProcess, tempDataDir } from "./support/server_process.ts";
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

await ensurePrograms();
await buildIslands();
await Deno.mkdir(FOLDER, { recursive: true });
await using dataDir = await tempDataDir();
await using server = await ServerProcess.start({ dataDir: dataDir.path });
const browser = await launchChromium();
try {
  const patient = await VisitWindow.open(browser, server.origin, "patient@demo.test", PHONE);
  const doctor = await VisitWindow.open(browser, server.origin, "doctor@demo.test", DESKTOP);
  const shoot = async ({ page }: VisitWindow, name: string) => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await page.waitForTimeout(300);
      const dark = colorScheme === "dark" ? "-dark" : "";
      await page.screenshot({ path: `${FOLDER}${name}${dark}.png` });
    }
  };
  await shoot(doctor, "home-desktop");
  await patient.press("Video call with Dr. Dana Doctor");
  await doctor.page.getByRole("alertdialog").waitFor();
  await shoot(doctor, "ring-desktop");
  await doctor.press("Accept");
  await Promise.all([patient.isConnected(), doctor.isConnected()]);
  await Promise.all([patient.receives({ video: true }), doctor.receives({ video: true })]);
  await shoot(patient, "visit-phone");
  await say(doctor, "Good morning! How is the knee today?");
  await say(patient, "Much better, thank you. Only the stairs are hard.");
  await shoot(doctor, "visit-desktop");
} finally {
  await browser.close();
}
