/// <reference lib="dom" />
import type { Locator } from "playwright-core";
import { violationsOf } from "../support/accessibility.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { launchChromium } from "../support/chromium.ts";
import { granted } from "../support/granted.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";
import { until } from "../support/until.ts";
import { VisitWindow } from "../support/visit_window.ts";

const DOCTOR = "Dr. Dana Doctor";
const PATIENT = "Pat Patient";
const PHONE = { width: 390, height: 844 };
/** The second of them makes 16-bit grey pictures, which no browser can send; the third is a camera like the first. */
const THREE_CAMERAS = "--use-fake-device-for-media-stream=device-count=3";

interface Scene {
  /** On a phone. */
  patient: VisitWindow;
  /** At a desk. */
  doctor: VisitWindow;
}

/** A connected visit of a patient on a phone and a doctor at a desk, each with several cameras and microphones. */
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
      const browser = await launchChromium({ more: [THREE_CAMERAS] });
      try {
        const patient = await VisitWindow.open(browser, server.origin, "patient@demo.test", PHONE);
        const doctor = await VisitWindow.open(browser, server.origin, "doctor@demo.test");
        await patient.press(`Video call with ${DOCTOR}`);
        await doctor.press("Accept");
        await Promise.all([patient.isConnected(), doctor.isConnected()]);
        await Promise.all([patient.receives({ video: true }), doctor.receives({ video: true })]);
        await fn({ patient, doctor });
        assertEquals([...patient.complaints, ...doctor.complaints], []);
      } finally {
        await browser.close();
      }
    },
  });
}

/** The sheet of further options, opened. */
async function more({ page }: VisitWindow): Promise<Locator> {
  const sheet = page.getByRole("dialog", { name: "More options" });
  if (!await sheet.isVisible()) await page.getByRole("button", { name: "More", exact: true }).click();
  await sheet.waitFor();
  return sheet;
}

function chosen(sheet: Locator, kind: string): Locator {
  return sheet.getByRole("combobox", { name: new RegExp(`^${kind}`) });
}

async function close({ page }: VisitWindow): Promise<void> {
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "More options" }).waitFor({ state: "hidden" });
}

/** Which devices are in use, and how often the two have negotiated. */
async function inUse({ page }: VisitWindow) {
  return await page.evaluate(() => {
    const { madeConnections } = globalThis as unknown as { madeConnections: RTCPeerConnection[] };
    const senders = madeConnections.at(-1)?.getSenders() ?? [];
    const idOf = (kind: string) =>
      senders.find((one) => one.track?.kind === kind)?.track?.getSettings().deviceId;
    return {
      camera: idOf("video"),
      microphone: idOf("audio"),
      speaker: document.querySelector<HTMLVideoElement>(".tile-peer video")?.sinkId,
      description: madeConnections.at(-1)?.localDescription?.sdp,
      connections: madeConnections.length,
    };
  });
}

/** Waits until no picture comes any more, although the connection goes on. */
async function seesNoPicture(window: VisitWindow): Promise<void> {
  await until(async () => (await window.mediaGrowth()).framesDecoded === 0, "there are still pictures");
}

test("other devices are chosen in the middle of a visit, without negotiating, and again after a reload [TOOL-1]", async ({ patient, doctor }) => {
  const before = await inUse(patient);
  const sheet = await more(patient);
  await chosen(sheet, "Camera").selectOption({ index: 2 });
  await chosen(sheet, "Microphone").selectOption({ index: 2 });
  await chosen(sheet, "Loudspeaker").selectOption({ index: 1 });
  await until(async () => {
    const { camera, microphone, speaker } = await inUse(patient);
    return camera !== before.camera && microphone !== before.microphone && speaker !== before.speaker;
  }, "the devices are the same");
  await doctor.receives({ video: true });
  const after = await inUse(patient);
  assertEquals([after.description, after.connections], [before.description, before.connections]);
  await patient.page.reload();
  await patient.isConnected();
  await until(async () => {
    const { camera, microphone, speaker } = await inUse(patient);
    return camera === after.camera && microphone === after.microphone && speaker === after.speaker;
  }, "the devices were forgotten");
});

test("a device that is gone is replaced, and the person is told by what [TOOL-2]", async ({ patient, doctor }) => {
  // What a browser does when a plug is pulled: it ends the track by itself.
  await patient.page.evaluate(() => {
    const own = document.querySelector<HTMLVideoElement>(".tile-self video")?.srcObject as MediaStream;
    const [microphone] = own.getAudioTracks();
    microphone?.stop();
    microphone?.dispatchEvent(new Event("ended"));
  });
  await patient.sees("Your microphone was disconnected. Now in use: Fake Default Audio Input");
  await doctor.receives({ video: true });
  await patient.press("Close");
  await patient.page.getByText("Your microphone was disconnected").waitFor({ state: "detached" });
});

test("a camera that is off is not started by looking through the list [TOOL-4]", async ({ patient }) => {
  await patient.press(/^Stop camera/);
  const sheet = await more(patient);
  const camera = chosen(sheet, "Camera");
  await sheet.getByText("The camera is off").waitFor({ state: "attached" });
  assert(await camera.isDisabled());
  await close(patient);
  await patient.press(/^Start camera/);
  assert(await chosen(await more(patient), "Camera").isEnabled());
});

test("sound only stops both pictures and brings both back, also over a reload [TOOL-7]", async ({ patient, doctor }) => {
  await (await more(patient)).getByRole("switch", { name: /^Sound only/ }).check();
  await close(patient);
  await Promise.all([seesNoPicture(patient), seesNoPicture(doctor)]);
  await doctor.sees(`${PATIENT} has switched to sound only`);
  assert((await patient.mediaGrowth(1_000)).audioEnergy > 0, "there is no sound either");
  await patient.page.reload();
  await patient.isConnected();
  await patient.sees("Only sound, to save bandwidth.");
  await Promise.all([seesNoPicture(patient), seesNoPicture(doctor)]);
  await patient.press("Show pictures again");
  await Promise.all([patient.receives({ video: true }), doctor.receives({ video: true })]);
  await doctor.page.getByText("has switched to sound only").waitFor({ state: "detached" });

  // Whoever starts the camera wants pictures; who had it off keeps it off.
  await patient.press(/^Stop camera/);
  await (await more(patient)).getByRole("switch", { name: /^Sound only/ }).check();
  await close(patient);
  await seesNoPicture(patient);
  await patient.press("Show pictures again");
  await patient.receives({ video: true });
  await seesNoPicture(doctor);
  await (await more(doctor)).getByRole("switch", { name: /^Sound only/ }).check();
  await close(doctor);
  await patient.press(/^Start camera/);
  await seesNoPicture(doctor);
  await doctor.press(/^Stop camera|^Start camera/);
  await Promise.all([patient.receives({ video: true }), doctor.receives({ video: true })]);
});

test("one's own picture is hidden, turned round and made large [TOOL-9]", async ({ patient, doctor }) => {
  const own = doctor.page.locator(".tile-self");
  const small = (await own.boundingBox())?.width ?? 0;
  const sheet = await more(doctor);
  const mirror = () => own.locator("video").evaluate((video) => getComputedStyle(video).scale);
  assertEquals(await mirror(), "-1 1");
  await sheet.getByRole("switch", { name: "My picture as in a mirror" }).uncheck();
  assertEquals(await mirror(), "none");
  await sheet.getByRole("switch", { name: "Show my own picture" }).uncheck();
  await own.waitFor({ state: "hidden" });
  await sheet.getByRole("switch", { name: "Show my own picture" }).check();
  await sheet.getByRole("button", { name: "Make my picture large" }).click();
  await close(doctor);
  await until(async () => ((await own.boundingBox())?.width ?? 0) > small * 2, "it is not large");
  const other = await doctor.page.locator(".tile-peer").boundingBox();
  assert((other?.width ?? Infinity) <= small + 1, "the other one is not small");
  // A screen that is shared is what both want to see.
  await patient.press(/^Share screen/);
  await doctor.sees(`${PATIENT} shares the screen`);
  await until(async () => ((await own.boundingBox())?.width ?? Infinity) <= small + 1, "the screen is small");
});

test("the picture floats over other windows, and comes back [TOOL-10]", async ({ doctor }) => {
  const { page } = doctor;
  const floats = () => page.evaluate(() => document.pictureInPictureElement?.matches(".tile-peer video"));
  await (await more(doctor)).getByRole("button", { name: "Picture in a small window" }).click();
  await until(async () => await floats() === true, "it does not float");
  await (await more(doctor)).getByRole("button", { name: "Close the small window" }).click();
  await until(async () => await floats() !== true, "it still floats");
});

test("whoever speaks while muted is told, and can be heard at once [TOOL-5]", async ({ patient, doctor }) => {
  const hint = patient.page.getByText(`You are muted. ${DOCTOR} can’t hear you.`);
  await patient.press(/^Mute/);
  // The fake microphone goes on beeping.
  await hint.waitFor();
  await doctor.hearsNothing();
  await patient.page.locator(".tool-note").getByRole("button", { name: "Unmute" }).click();
  await hint.waitFor({ state: "detached" });
  await doctor.receives({ video: true });
});

test("all of it works by the keyboard, whose keys are shown, with nothing that axe-core objects to [TOOL-12]", async ({ patient, doctor }) => {
  const { page } = doctor;
  const sheet = page.getByRole("dialog", { name: "More options" });
  await page.locator("body").press("o");
  await sheet.waitFor();
  await sheet.getByText("Keyboard shortcuts").press("Enter");
  await sheet.getByText("Open these options").waitFor();
  await more(patient);
  const found = [
    ...await violationsOf(doctor.page, "the options at a desk"),
    ...await violationsOf(patient.page, "the options on a phone"),
  ];
  const soundOnly = sheet.getByRole("switch", { name: /^Sound only/ });
  await soundOnly.focus();
  await page.keyboard.press("Space");
  await doctor.sees("Only sound, to save bandwidth.");
  await page.keyboard.press("Escape");
  await close(patient);
  found.push(
    ...await violationsOf(doctor.page, "sound only at a desk"),
    ...await violationsOf(patient.page, "sound only on a phone"),
  );
  assertEquals(found, []);
  await sheet.waitFor({ state: "hidden" });
  const button = page.getByRole("button", { name: "More", exact: true });
  await button.focus();
  await page.keyboard.press("Enter");
  await sheet.waitFor();
});

test("a phone that was locked comes back to the visit, muted as it was [TOOL-13]", async ({ patient, doctor }) => {
  await patient.press(/^Mute/);
  const session = await patient.context.newCDPSession(patient.page);
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  await patient.page.waitForTimeout(3_000);
  await session.send("Page.setWebLifecycleState", { state: "active" });
  await Promise.all([patient.isConnected(), doctor.isConnected()]);
  await patient.receives({ video: true });
  await until(async () => (await doctor.mediaGrowth()).framesDecoded > 0, "the doctor sees nothing");
  await doctor.sees(`${PATIENT} is muted`);
  await patient.press(/^Unmute/);
  await doctor.receives({ video: true });
});
