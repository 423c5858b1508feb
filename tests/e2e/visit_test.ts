import { assert, assertEquals } from "../support/assert.ts";
import { granted } from "../support/granted.ts";
import { launchChromium } from "../support/chromium.ts";
import { type ServerOptions, ServerProcess, tempDataDir } from "../support/server_process.ts";
import { VisitWindow } from "../support/visit_window.ts";

const DOCTOR = "Dr. Dana Doctor";
const PATIENT = "Pat Patient";
const STORED_MS = 10_000;

interface Scene {
  server: ServerProcess;
  dataDir: string;
  patient: VisitWindow;
  doctor: VisitWindow;
  open(email: string): Promise<VisitWindow>;
  /** Starts the server again on the same port and data. */
  restart(): Promise<void>;
}

/** A clinic, a patient and a doctor, each in a browser of their own. */
function test(name: string, fn: (scene: Scene) => Promise<void>, env: ServerOptions["env"] = {}): void {
  Deno.test({
    name,
    ignore: !granted("read", "write", "run", "net", "env", "sys"),
    // Playwright keeps pipes and timers of its own until the process ends.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      await using dataDir = await tempDataDir();
      let server = await ServerProcess.start({ dataDir: dataDir.path, env });
      const browser = await launchChromium();
      try {
        const open = (email: string) => VisitWindow.open(browser, server.origin, email);
        const [patient, doctor] = [await open("patient@demo.test"), await open("doctor@demo.test")];
        const restart = async () => {
          server = await ServerProcess.start({ dataDir: dataDir.path, port: server.port, env });
        };
        await fn({
          get server() {
            return server;
          },
          dataDir: dataDir.path,
          patient,
          doctor,
          open,
          restart,
        });
        assertEquals([...patient.complaints, ...doctor.complaints], []);
      } finally {
        await browser.close();
        await server.stop();
      }
    },
  });
}

/** Calls, answers, and waits until both are connected with media both ways. */
async function connect({ patient, doctor }: Scene, kind: "Video" | "Voice" = "Video"): Promise<void> {
  await patient.press(`${kind} call with ${DOCTOR}`);
  await doctor.press("Accept");
  await Promise.all([patient.isConnected(), doctor.isConnected()]);
  const video = kind === "Video";
  await Promise.all([patient.receives({ video }), doctor.receives({ video })]);
}

interface StoredCall {
  status: string;
  end_reason: string | null;
  duration: number;
}

/** The calls as they are stored once all are over: a goodbye reaches the other window before it reaches the server. */
async function storedCalls(window: VisitWindow): Promise<StoredCall[]> {
  const until = Date.now() + STORED_MS;
  while (true) {
    const response = await window.page.request.get("/api/call-history");
    const { calls }: { calls: StoredCall[] } = await response.json();
    if (calls.every((call) => call.end_reason !== null) || Date.now() > until) return calls;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function historyOf(window: VisitWindow): Promise<string[]> {
  return (await storedCalls(window)).map((call) => `${call.status} ${call.end_reason}`);
}

async function leave(window: VisitWindow): Promise<void> {
  await window.press(/^Leave/);
  await window.press("End visit");
}

test("a video visit from the first click to the history [E2E-1]", async (scene) => {
  const { patient, doctor } = scene;
  const ringing = doctor.ringsAt();
  const clicked = await patient.pressAt(`Video call with ${DOCTOR}`);
  console.log(`from the click on "call" to the callee's ring: ${await ringing - clicked} ms`);
  await patient.page.waitForURL(/\/visit\//);
  const accepted = await doctor.pressAt("Accept");
  await doctor.page.waitForURL(/\/visit\//);
  console.log(`from accept to the first decoded frame: ${await doctor.firstFrameAt() - accepted} ms`);
  await Promise.all([patient.isConnected(), doctor.isConnected()]);
  await Promise.all([patient.receives({ video: true }), doctor.receives({ video: true })]);

  await patient.press(/^Mute/);
  await doctor.sees(`${PATIENT} is muted`);
  await doctor.hearsNothing();
  await patient.press(/^Unmute/);
  await doctor.receives({ video: true });
  await patient.press(/^Stop camera/);
  await doctor.sees(`${PATIENT}’s camera is off`);
  await patient.press(/^Start camera/);
  await doctor.receives({ video: true });

  await patient.press(/^Share screen/);
  await doctor.sees(`${PATIENT} shares the screen`);
  await doctor.receives({ video: true });
  await patient.press(/^Stop sharing/);
  await doctor.page.getByText(`${PATIENT} shares the screen`).waitFor({ state: "detached" });

  await leave(patient);
  await doctor.sees("The visit has ended.");
  await patient.sees("The visit has ended.");
  assertEquals(await historyOf(doctor), ["ended user_hangup"]);
  await doctor.page.goto("/history");
  await doctor.sees(PATIENT);
});

test("a voice visit has sound both ways and no picture [E2E-2]", async (scene) => {
  await connect(scene, "Voice");
  assertEquals((await scene.doctor.media()).framesDecoded, 0);
  await leave(scene.doctor);
  await scene.patient.sees("The visit has ended.");
});

test("a declined call says so to the caller and rings nowhere [E2E-3]", async ({ patient, doctor }) => {
  await patient.press(`Video call with ${DOCTOR}`);
  await doctor.press("Decline");
  await patient.sees(`${DOCTOR} declined the call.`);
  await doctor.page.getByRole("alertdialog").waitFor({ state: "detached" });
  assertEquals(await historyOf(patient), ["ended callee_declined"]);
});

test("an unanswered call is missed on both sides [E2E-4]", async ({ patient, doctor }) => {
  await patient.press(`Video call with ${DOCTOR}`);
  await doctor.page.getByRole("alertdialog").waitFor();
  await patient.sees(`${DOCTOR} did not answer.`, 20_000);
  await doctor.sees(`You missed a call from ${PATIENT}.`);
  assertEquals(await historyOf(patient), ["missed missed"]);
}, { CALL_TIMEOUT: "5" });

test("whoever calls somebody in a call is told that they are busy [E2E-5]", async (scene) => {
  await connect(scene);
  const { page } = await scene.open("doctor@demo.test");
  const answer = await page.evaluate(async () => {
    const { appointments } = await (await fetch("/api/appointments")).json();
    const [one] = appointments;
    const response = await fetch("/api/calls/initiate", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ callee_id: one.patient_id, appointment_id: one.id, call_type: "video" }),
    });
    return { status: response.status, code: (await response.json()).code };
  });
  assertEquals(answer, { status: 409, code: "busy" });
  await page.getByText(/You are in a call .*on another device/).first().waitFor();
});

test("messages beside the visit are delivered and read [E2E-6]", async (scene) => {
  const { patient, doctor } = scene;
  await connect(scene);
  for (const window of [patient, doctor]) {
    if (!await window.page.getByRole("textbox", { name: "Message" }).isVisible()) await window.press(/^Chat/);
  }
  await patient.page.getByRole("textbox", { name: "Message" }).fill("My knee hurts");
  await patient.press("Send");
  await doctor.sees("My knee hurts");
  await patient.page.getByRole("article").getByText(/^(Delivered|Read)$/).waitFor();
  await doctor.page.getByRole("textbox", { name: "Message" }).click();
  await patient.page.getByRole("article").getByText("Read", { exact: true }).waitFor();
  await doctor.page.getByRole("textbox", { name: "Message" }).pressSequentially("Since when?", { delay: 20 });
  await patient.sees(`${DOCTOR} is writing`);
  await doctor.page.keyboard.press("Enter");
  await patient.sees("Since when?");
});

test("both windows reloaded in the middle of a visit come back to it [E2E-7]", async (scene) => {
  const { patient, doctor } = scene;
  await connect(scene);
  await patient.page.reload();
  await Promise.all([
    patient.isConnected(),
    patient.receives({ video: true }),
    doctor.receives({ video: true }),
  ]);
  await doctor.page.reload();
  await Promise.all([
    doctor.isConnected(),
    patient.receives({ video: true }),
    doctor.receives({ video: true }),
  ]);
  await Promise.all([patient.page.reload(), doctor.page.reload()]);
  await Promise.all([patient.isConnected(), doctor.isConnected()]);
  await Promise.all([patient.receives({ video: true }), doctor.receives({ video: true })]);
  await leave(patient);
  await doctor.sees("The visit has ended.");
  assertEquals(await historyOf(patient), ["ended user_hangup"]);
});

test(
  "a server killed in a visit never stops the pictures, and everything goes on after it [E2E-8]",
  async (scene) => {
    const { patient, doctor } = scene;
    await connect(scene);
    const start = Date.now();
    scene.server.kill("SIGKILL");
    await scene.server.ended;
    await patient.sees("No connection to the clinic. We keep trying.");
    for (let second = 0; second < 3; second++) {
      const [one, other] = await Promise.all([patient.mediaGrowth(1_000), doctor.mediaGrowth(1_000)]);
      assert(one.framesDecoded > 0 && other.framesDecoded > 0, "the pictures stopped");
    }
    if (!await patient.page.getByRole("textbox", { name: "Message" }).isVisible()) {
      await patient.press(
        /^Chat/,
      );
    }
    await patient.page.getByRole("textbox", { name: "Message" }).fill("Written while the server was away");
    await patient.press("Send");
    await scene.restart();
    const { page } = patient;
    await page.getByText("No connection to the clinic. We keep trying.").waitFor({
      state: "detached",
      timeout: 40_000,
    });
    await Promise.all([patient.isConnected(), doctor.isConnected()]);
    const [one, other] = await Promise.all([patient.mediaGrowth(), doctor.mediaGrowth()]);
    assert(one.framesDecoded > 0 && other.framesDecoded > 0, "the pictures stopped after the restart");
    await page.getByRole("article").getByText(/^(Sent|Delivered|Read)$/).waitFor({ timeout: 20_000 });
    if (!await doctor.page.getByRole("textbox", { name: "Message" }).isVisible()) await doctor.press(/^Chat/);
    await doctor.sees("Written while the server was away", 40_000);
    await leave(patient);
    await doctor.sees("The visit has ended.");
    const seconds = (Date.now() - start) / 1000;
    const calls = await storedCalls(patient);
    assertEquals(calls.length, 1);
    const { status, end_reason, duration } = calls[0]!;
    assertEquals([status, end_reason], ["ended", "user_hangup"]);
    assert(duration >= seconds - 2 && duration <= seconds + 20, `duration ${duration}`);
  },
  { CALL_TIMEOUT: "30" },
);
