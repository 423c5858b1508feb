import { assertEquals } from "../support/assert.ts";
import { launchChromium } from "../support/chromium.ts";
import { granted } from "../support/granted.ts";
import { LossyPath } from "../support/lossy_path.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";
import { VisitWindow } from "../support/visit_window.ts";

const DOCTOR = "Dr. Dana Doctor";
const PHONE = { width: 390, height: 844 };
/** Two windows of measuring of 5 s, 10 s of waiting, and a slow machine. */
const ADVICE_MS = 60_000;
const SAMPLE_HERTZ = 48_000;

interface Scene {
  /** On a phone. */
  patient: VisitWindow;
  /** At a desk. */
  doctor: VisitWindow;
  path: LossyPath;
}

interface SceneOptions {
  /** What the microphones hear. */
  sound?: Uint8Array;
}

/** A connected video visit over a path that can lose packets. */
function test(name: string, fn: (scene: Scene) => Promise<void>, { sound }: SceneOptions = {}): void {
  Deno.test({
    name,
    ignore: !granted("read", "write", "run", "net", "env", "sys"),
    // Playwright keeps pipes and timers of its own until the process ends.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      await using dataDir = await tempDataDir();
      await using server = await ServerProcess.start({ dataDir: dataDir.path });
      const file = `${dataDir.path}/microphone.wav`;
      if (sound) await Deno.writeFile(file, sound);
      const browser = await launchChromium({
        more: sound ? [`--use-file-for-fake-audio-capture=${file}`] : [],
      });
      await using path = new LossyPath();
      try {
        const patient = await VisitWindow.open(browser, server.origin, "patient@demo.test", PHONE);
        const doctor = await VisitWindow.open(browser, server.origin, "doctor@demo.test");
        await Promise.all([path.between(patient, doctor), path.between(doctor, patient)]);
        await patient.press(`Video call with ${DOCTOR}`);
        await doctor.press("Accept");
        await Promise.all([patient.isConnected(), doctor.isConnected()]);
        await fn({ patient, doctor, path });
        assertEquals([...patient.complaints, ...doctor.complaints], []);
      } finally {
        await browser.close();
      }
    },
  });
}

/** A WAVE file of so many seconds in which nothing sounds. */
function silence(seconds: number): Uint8Array {
  const bytes = seconds * SAMPLE_HERTZ * 2;
  const view = new DataView(new ArrayBuffer(44 + bytes));
  const write = (at: number, text: string) =>
    new Uint8Array(view.buffer).set(new TextEncoder().encode(text), at);
  write(0, "RIFF");
  view.setUint32(4, 36 + bytes, true);
  write(8, "WAVEfmt ");
  for (const [at, value] of [[16, 16], [24, SAMPLE_HERTZ], [28, SAMPLE_HERTZ * 2], [40, bytes]] as const) {
    view.setUint32(at, value, true);
  }
  // Uncompressed, one channel, two bytes a frame, 16 bits.
  for (const [at, value] of [[20, 1], [22, 1], [32, 2], [34, 16]] as const) view.setUint16(at, value, true);
  write(36, "data");
  return new Uint8Array(view.buffer);
}

test("what arrives badly on one side only is called a weak connection of the sender [TOOL-8]", async ({ patient, doctor, path }) => {
  await Promise.all([patient.sees(/^Connection: /), doctor.sees(/^Connection: /)]);
  path.lossTo.set(doctor, 0.3);
  await patient.sees("Your connection is weak", ADVICE_MS);
  await doctor.sees("Weak on the other side", ADVICE_MS);
  await patient.sees("Your connection is weak. It often helps to move closer to the Wi-Fi.", ADVICE_MS);
  await doctor.sees("Pat Patient has a poor connection.", ADVICE_MS);
  // Sound needs so little that it may get through.
  await patient.page.locator(".tool-note").getByRole("button", { name: "Sound only" }).click();
  await patient.sees("Only sound, to save bandwidth.");
  path.lossTo.clear();
  await patient.page.locator(".visit-quality").getByText("Only sound").waitFor({ timeout: ADVICE_MS });
  await patient.press("Show pictures again");
  await Promise.all([patient.receives({ video: true }), doctor.receives({ video: true })]);
});

test("what arrives badly on both sides is called weak between them [TOOL-8]", async ({ patient, doctor, path }) => {
  path.lossTo.set(doctor, 0.3);
  path.lossTo.set(patient, 0.3);
  await Promise.all([patient.sees("Weak connection", ADVICE_MS), doctor.sees("Weak connection", ADVICE_MS)]);
  await patient.sees(`The connection between you and ${DOCTOR} is weak.`, ADVICE_MS);
});

test("an interrupted connection is told, repaired, and told to be back [TOOL-11]", async ({ patient, doctor, path }) => {
  await patient.page.evaluate(() => {
    const sounded: number[] = [];
    Object.assign(globalThis, { sounded });
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (when) {
      sounded.push(this.frequency.value);
      start.call(this, when);
    };
  });
  path.lossTo.set(doctor, 1);
  path.lossTo.set(patient, 1);
  const banner = patient.page.getByText(`The connection to ${DOCTOR} was interrupted. Reconnecting …`);
  await banner.waitFor({ timeout: ADVICE_MS });
  path.lossTo.clear();
  await banner.waitFor({ state: "detached", timeout: ADVICE_MS });
  await Promise.all([patient.receives({ video: true }), doctor.receives({ video: true })]);
  const tones = await patient.page.evaluate(() =>
    (globalThis as unknown as { sounded: number[] }).sounded.filter((hertz) => hertz < 500).map(Math.round)
  );
  assertEquals(tones, [494, 370, 370, 494]);
});

test(
  "a microphone that is on and gives nothing is told, with where to choose another [TOOL-6]",
  async ({ patient }) => {
    const hint = patient.page.getByText("No sound comes from your microphone.");
    await hint.waitFor({ timeout: 30_000 });
    await patient.page.locator(".tool-note").getByRole("button", { name: "Choose" }).click();
    await patient.page.getByRole("combobox", { name: /^Microphone/ }).waitFor();
    await patient.page.keyboard.press("Escape");
    await patient.press(/^Mute/);
    await hint.waitFor({ state: "detached" });
  },
  { sound: silence(2) },
);
