/// <reference lib="dom" />
import { Buffer } from "node:buffer";
import { assertEquals } from "../support/assert.ts";
import { samplePdf } from "../support/chosen_files.ts";
import { launchChromium } from "../support/chromium.ts";
import { granted } from "../support/granted.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";
import { VisitWindow } from "../support/visit_window.ts";

Deno.test({
  name:
    "after a visit one sees who was there and what was shared, and is asked once how it was [INBOX-13] [INBOX-14]",
  ignore: !granted("read", "write", "run", "net", "env", "sys"),
  // Playwright keeps pipes and timers of its own until the process ends.
  sanitizeOps: false,
  sanitizeResources: false,
  async fn() {
    await using dataDir = await tempDataDir();
    await using server = await ServerProcess.start({ dataDir: dataDir.path });
    const browser = await launchChromium();
    try {
      const patient = await VisitWindow.open(browser, server.origin, "patient@demo.test");
      const doctor = await VisitWindow.open(browser, server.origin, "doctor@demo.test");
      await patient.press("Video call with Dr. Dana Doctor");
      await doctor.press("Accept");
      await Promise.all([patient.isConnected(), doctor.isConnected()]);
      await shareIn(doctor);
      await doctor.page.goto("/");
      await doctor.isAlive("home");
      await patient.press(/Leave|End/);
      await patient.page.getByRole("heading", { name: "Your visit with Dr. Dana Doctor" }).waitFor();
      await patient.page.getByText("Pat Patient, Dr. Dana Doctor").waitFor();
      await patient.page.getByText("letter.pdf").waitFor();
      await patient.press("Send");
      await patient.page.getByText("Please choose one of the five answers.").waitFor();
      await patient.page.getByRole("radio", { name: "Good", exact: true }).check();
      await patient.page.getByLabel("Would you like to say more?").fill("The sound was fine");
      await patient.press("Send");
      await patient.page.getByText("Thank you! Your answer: Good").waitFor();

      // On any device, and to be changed; who does not want to say is not asked again.
      const address = new URL(patient.page.url()).pathname;
      await patient.page.reload();
      await patient.press("Change");
      assertEquals(
        await patient.page.getByLabel("Would you like to say more?").inputValue(),
        "The sound was fine",
      );
      await doctor.page.goto(address);
      await doctor.press("Not now");
      await doctor.page.locator(".after-rating").waitFor({ state: "detached" });
      await doctor.page.reload();
      await doctor.page.getByText("letter.pdf").waitFor();
      assertEquals(await doctor.page.locator(".after-rating").count(), 0);
      assertEquals([...patient.complaints, ...doctor.complaints], []);
    } finally {
      await browser.close();
    }
  },
});

async function shareIn(window: VisitWindow): Promise<void> {
  await window.press(/^Chat/);
  const file = samplePdf("letter.pdf");
  const chosen = [{ ...file, buffer: Buffer.from(file.buffer) }];
  await window.page.getByLabel("Attach files").setInputFiles(chosen);
  await window.page.locator(".tray-remove").waitFor();
  await window.page.locator(".composer-send:not([aria-disabled])").click();
  await window.page.locator(".bubble:not(.unsent) .file-card").waitFor();
}
