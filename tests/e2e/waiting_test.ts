import type { Browser } from "playwright-core";
import { violationsOf } from "../support/accessibility.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { launchChromium } from "../support/chromium.ts";
import { granted } from "../support/granted.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";
import { inMinutes } from "../support/visit_server.ts";
import { VisitWindow } from "../support/visit_window.ts";

const PHONE = { width: 390, height: 844 };

interface Scene {
  doctor: VisitWindow;
  /** The patient's phone, in the waiting room. */
  patient: VisitWindow;
  /** Somebody with an earlier visit, who has come by a link. */
  early(): Promise<VisitWindow>;
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
        const doctor = await VisitWindow.open(browser, server.origin, "doctor@demo.test");
        await doctor.isAlive("queue");
        const patient = await VisitWindow.open(browser, server.origin, "patient@demo.test", PHONE);
        await patient.page.getByRole("link", { name: "Go to the waiting room" }).click();
        await says(patient, "You are next");
        await fn({ doctor, patient, early: () => comeEarly(browser, server.origin, doctor) });
        assertEquals([...doctor.complaints, ...patient.complaints], []);
      } finally {
        await browser.close();
      }
    },
  });
}

async function comeEarly(browser: Browser, origin: string, doctor: VisitWindow): Promise<VisitWindow> {
  const { request } = doctor.page;
  const headers = { origin };
  const me = await (await request.get("/api/auth/me")).json();
  const times = { starts_at: inMinutes(-20), ends_at: inMinutes(10) };
  const data = { patient_name: "Nora Named", doctor_id: me.user.id, ...times };
  const { appointment } = await (await request.post("/api/appointments", { headers, data })).json();
  const invited = await request.post(`/api/appointments/${appointment.id}/invitations`, { headers });
  const nora = await VisitWindow.at(browser, (await invited.json()).url, PHONE);
  await nora.press("Enter the visit");
  return nora;
}

async function says({ page }: VisitWindow, title: string): Promise<void> {
  await page.getByRole("heading", { name: title, exact: true }).waitFor();
}

test("a patient waits by phone, is called in from the queue, and the visit begins [E2E-13] [WAIT-8]", async ({ doctor, patient }) => {
  await patient.sees("is here and will call you soon");
  assert((await patient.page.title()).startsWith("You are next · Dr. Dana Doctor"));
  await doctor.sees("1 person is waiting");
  await doctor.press("Tell Pat Patient: 10 minutes more");
  await patient.sees("needs a little longer");
  await doctor.sees("Asked to wait until");
  await doctor.press("Ready now: tell Pat Patient");
  await patient.sees("is here and will call you soon");

  await doctor.press("Call in Pat Patient by video");
  await patient.press("Decline");
  await patient.isAlive("waiting");
  await says(patient, "You are next");
  await doctor.page.goto("/");
  await doctor.isAlive("queue");
  await doctor.sees("1 person is waiting");
  await doctor.press("Call in Pat Patient by video");
  await patient.press("Accept");
  await Promise.all([doctor.isConnected(), patient.isConnected()]);
  await doctor.page.goto("/");
  await doctor.sees("Nobody is waiting at the moment.");
});

test("places change live, leaving is asked about, and a reload or a second tab is nobody new [E2E-14] [WAIT-3] [WAIT-4] [A11Y-1]", async ({ doctor, patient, early }) => {
  const nora = await early();
  await says(nora, "You are next");
  await says(patient, "1 person before you");
  assertEquals(await patient.page.getByText("Nora").count(), 0, "nobody learns who else waits");
  await doctor.sees("2 people are waiting");
  const rows = doctor.page.locator(".queue-row strong");
  assertEquals(await rows.allInnerTexts(), ["Nora Named", "Pat Patient"]);

  await patient.page.reload();
  await says(patient, "1 person before you");
  const tab = await patient.context.newPage();
  await tab.goto(patient.page.url());
  await tab.getByRole("heading", { name: "1 person before you" }).waitFor();
  assertEquals(await rows.count(), 2);
  await patient.context.setOffline(true);
  await patient.context.setOffline(false);
  await says(patient, "1 person before you");

  await nora.press("I can’t wait any more");
  await nora.press("Go on waiting");
  await says(nora, "You are next");
  await nora.press("I can’t wait any more");
  await nora.page.getByRole("dialog").getByRole("button", { name: "Leave" }).click();
  await says(nora, "You have left the waiting room");
  await says(patient, "You are next");
  await tab.getByRole("heading", { name: "You are next" }).waitFor();
  await doctor.sees("1 person is waiting");
  await nora.press("Come back in");
  await says(patient, "1 person before you");

  await doctor.page.getByLabel("More about Nora Named").click();
  const found = [
    await violationsOf(patient.page, "the waiting room"),
    await violationsOf(doctor.page, "the queue"),
  ];
  assertEquals(found.flat(), []);
  await doctor.press("Has not come");
  await doctor.press("Take out");
  await says(nora, "You were not found here");
  await says(patient, "You are next");
  assertEquals(nora.complaints, []);
});
