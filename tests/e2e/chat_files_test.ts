/// <reference lib="dom" />
import { Buffer } from "node:buffer";
import type { Locator } from "playwright-core";
import { assert, assertEquals } from "../support/assert.ts";
import { launchChromium } from "../support/chromium.ts";
import { granted } from "../support/granted.ts";
import { type SampleFile, samplePdf, samplePng } from "../support/chosen_files.ts";
import { SmallClamd } from "../support/small_clamd.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";
import { VisitWindow } from "../support/visit_window.ts";

const DOCTOR = "Dr. Dana Doctor";
const WAIT_MS = 15_000;
/** Files in quarantine are scanned again every 15 s, and asked for with growing waits. */
const SCAN_MS = 60_000;
/** The server takes files of this many megabytes in these tests. */
const MEGABYTES_MAX = 1;

interface Scene {
  patient: VisitWindow;
  doctor: VisitWindow;
  /** Where the server looks for its virus scanner, if it has one. */
  clamdSocket: string;
}

function test(name: string, fn: (scene: Scene) => Promise<void>, { scanned = false } = {}): void {
  Deno.test({
    name,
    ignore: !granted("read", "write", "run", "net", "env", "sys"),
    // Playwright keeps pipes and timers of its own until the process ends.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      await using dataDir = await tempDataDir();
      const clamdSocket = `${dataDir.path}/clamd.sock`;
      const env = {
        UPLOAD_MAX_MB: String(MEGABYTES_MAX),
        ...(scanned ? { CLAMD_SOCKET: clamdSocket } : {}),
      };
      const server = await ServerProcess.start({ dataDir: dataDir.path, env });
      const browser = await launchChromium();
      try {
        const open = (email: string) => VisitWindow.open(browser, server.origin, email);
        const [patient, doctor] = [await open("patient@demo.test"), await open("doctor@demo.test")];
        await fn({ patient, doctor, clamdSocket });
        assertEquals([...patient.complaints, ...doctor.complaints], []);
      } finally {
        await browser.close();
        await server.stop();
      }
    },
  });
}

/** Both go to the page of their conversation. */
async function openConversation({ patient, doctor }: Scene): Promise<void> {
  const { conversations } = await (await patient.page.request.get("/api/conversations")).json();
  for (const { page } of [patient, doctor]) {
    await page.goto(`/conversations/${conversations[0].conversation_id}`);
    await page.locator('[data-island="chat"][data-alive]').waitFor();
  }
}

async function attach({ page }: VisitWindow, ...files: SampleFile[]): Promise<void> {
  const chosen = files.map((one) => ({ ...one, buffer: Buffer.from(one.buffer) }));
  await page.getByLabel("Attach files").setInputFiles(chosen);
}

function recorder({ page }: VisitWindow): Locator {
  return page.getByRole("region", { name: "Voice note" });
}

/** Waits until this button has the focus, or gives it to it. */
async function focused({ page }: VisitWindow, name: string, how: "wait" | "focus" = "wait"): Promise<void> {
  const button = page.getByRole("button", { name });
  if (how === "focus") return await button.focus();
  await button.and(page.locator(":focus")).waitFor();
}

/** The one picture of this name in the conversation, loaded. */
async function loadedPicture({ page }: VisitWindow, name: string, timeout = WAIT_MS): Promise<Locator> {
  const picture = page.locator(`.picture img[alt="${name}"]`);
  await picture.waitFor({ timeout });
  await picture.evaluate((image) => (image as HTMLImageElement).decode());
  return picture;
}

/** Plays a sound and tells how long it is and how loud it gets. */
async function listen({ page }: VisitWindow): Promise<{ duration: number; peak: number }> {
  const sound = page.getByRole("article").locator("audio");
  await sound.waitFor();
  return await sound.evaluate(async (element) => {
    const audio = element as HTMLAudioElement;
    await audio.play();
    await new Promise<void>((resolve) => {
      audio.ontimeupdate = () => audio.currentTime > 0.3 && resolve();
    });
    const context = new OfflineAudioContext(1, 48_000, 48_000);
    const bytes = await (await fetch(audio.currentSrc)).arrayBuffer();
    const samples = (await context.decodeAudioData(bytes)).getChannelData(0);
    return {
      duration: audio.duration,
      peak: samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0),
    };
  });
}

test("a picture is previewed, sent with words, seen at the other side and looked at large [CHAT-12] [CHAT-21]", async (scene) => {
  const { patient, doctor } = scene;
  await openConversation(scene);
  await attach(patient, await samplePng("knee.png", 800, 600));
  await patient.page.getByRole("region", { name: "Files to send" }).getByText("knee.png").waitFor();
  await patient.page.locator(".tray img").evaluate((image) => (image as HTMLImageElement).decode());
  await patient.page.getByRole("textbox", { name: "Text beside the files" }).fill("since Monday");
  await patient.press("Send");
  await doctor.sees("since Monday");
  const picture = await loadedPicture(doctor, "knee.png");
  assertEquals([await picture.getAttribute("width"), await picture.getAttribute("height")], ["320", "240"]);
  await loadedPicture(patient, "knee.png");

  const link = doctor.page.locator("a.picture");
  await link.focus();
  await doctor.page.keyboard.press("Enter");
  const dialog = doctor.page.getByRole("dialog", { name: "knee.png" });
  await dialog.waitFor();
  assertEquals(await dialog.getByRole("link", { name: "Download" }).getAttribute("download"), "knee.png");
  await doctor.page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  assert(await link.evaluate((one) => one === document.activeElement), "the focus is back on the picture");

  await doctor.page.reload();
  await loadedPicture(doctor, "knee.png");
  await doctor.page.setViewportSize({ width: 320, height: 640 });
  const overflow = await doctor.page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll(".chat, .chat-scroll, .bubble")]
      .filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.className)
  );
  assertEquals(overflow, []);
});

test("a PDF arrives as a card that downloads the very same bytes [CHAT-14]", async (scene) => {
  const { patient, doctor } = scene;
  await openConversation(scene);
  const pdf = samplePdf("letter.pdf");
  await attach(patient, pdf);
  await patient.press("Send");
  const download = doctor.page.waitForEvent("download");
  await doctor.page.getByRole("link", { name: "Download letter.pdf" }).click();
  const saved = await download;
  assertEquals(saved.suggestedFilename(), "letter.pdf");
  assertEquals(await Deno.readFile(await saved.path()), new Uint8Array(pdf.buffer));
});

test("a voice note is made with the keyboard alone, heard before it is sent, and plays at the other side [CHAT-18] [CHAT-24]", async (scene) => {
  const { patient, doctor } = scene;
  await openConversation(scene);
  const { keyboard } = patient.page;
  await focused(patient, "Record a voice note", "focus");
  await keyboard.press("Enter");
  await recorder(patient).getByRole("timer").getByText("0:02").waitFor();
  await focused(patient, "Stop");
  await keyboard.press("Enter");
  await patient.page.getByRole("status").getByText(/^Recorded: 0:0\d\./).waitFor();
  const own = recorder(patient).locator("audio");
  await own.waitFor();
  assert(await own.evaluate((audio) => (audio as HTMLAudioElement).src.startsWith("blob:")));
  await focused(patient, "Send voice note");
  await keyboard.press("Enter");
  await focused(patient, "Record a voice note");
  const { duration, peak } = await listen(doctor);
  assert(duration > 1.5 && duration < 10, `the voice note takes ${duration} s`);
  assert(peak > 0.01, `its loudest sample is ${peak}`);
  await doctor.sees(/^Voice note, 0:0\d$/);
});

test("a doctor sends a prescription, which looks like one; a patient is not asked [CHAT-22]", async (scene) => {
  const { patient, doctor } = scene;
  await openConversation(scene);
  await attach(patient, samplePdf("a.pdf"));
  await patient.page.getByRole("region", { name: "Files to send" }).waitFor();
  assertEquals(await patient.page.getByRole("radio").count(), 0);

  await attach(doctor, samplePdf("Ibuprofen 400.pdf"));
  await doctor.page.getByRole("radio", { name: "Prescription" }).check();
  const title = doctor.page.getByRole("textbox", { name: "Title of the prescription" });
  assertEquals(await title.inputValue(), "Ibuprofen 400");
  await title.fill("Ibuprofen 400 mg");
  await doctor.page.keyboard.press("Enter");
  await patient.page.getByRole("article").getByText("Prescription", { exact: true }).waitFor();
  await patient.page.getByRole("heading", { name: "Ibuprofen 400 mg" }).waitFor();
  await patient.page.getByRole("link", { name: "Download Ibuprofen 400.pdf" }).waitFor();
});

test("what is too large or of a wrong kind is refused in words, before and after the upload [CHAT-12] [CHAT-15]", async (scene) => {
  const { patient } = scene;
  await openConversation(scene);
  const large = { ...samplePdf("large.pdf"), buffer: new Uint8Array(MEGABYTES_MAX * 1024 * 1024 + 1) };
  const program = { name: "program.exe", mimeType: "application/octet-stream", buffer: new Uint8Array(10) };
  await attach(patient, large, program);
  const alert = patient.page.getByRole("alert");
  await alert.getByText(/“large\.pdf” is too large: at most 1\.0 MB/).waitFor();
  await alert.getByText(/“program\.exe” can’t be sent/).waitFor();
  assertEquals(await patient.page.getByRole("region", { name: "Files to send" }).count(), 0);

  // Its name says picture, its content does not: that only the server can tell.
  await attach(patient, { ...program, name: "program.png" });
  await patient.press("Send");
  await patient.sees("Not sent: files of this kind, or with this content, are not allowed.");
  await patient.press("Remove program.png");
  await patient.page.getByRole("article").waitFor({ state: "detached" });
  // The browser logs every refused request.
  assertEquals(patient.complaints.filter((one) => !/status of 415/.test(one)), []);
  patient.complaints.length = 0;
});

test(
  "a file that is being checked says so and appears by itself; one with a virus never does [CHAT-20]",
  async (scene) => {
    const { patient, doctor, clamdSocket } = scene;
    await openConversation(scene);
    // The scanner is away, so the file waits in quarantine.
    await attach(patient, await samplePng("knee.png", 80, 60));
    await patient.press("Send");
    for (const window of [patient, doctor]) {
      await window.sees(
        "Being checked for viruses. It appears here by itself.",
      );
    }
    using clamd = new SmallClamd(clamdSocket);
    for (const window of [patient, doctor]) await loadedPicture(window, "knee.png", SCAN_MS);

    clamd.verdict = "Eicar-Signature FOUND";
    await attach(patient, samplePdf("letter.pdf"));
    await patient.press("Send");
    await patient.sees("Not sent: a virus was found in it.");
    assertEquals(patient.complaints.filter((one) => !/status of 422/.test(one)), []);
    patient.complaints.length = 0;
  },
  { scanned: true },
);

test("an upload waits while the server is away, and goes on by itself [CHAT-15] [CHAT-16]", async (scene) => {
  const { patient, doctor } = scene;
  await openConversation(scene);
  await patient.page.route("**/api/attachments/upload", (route) => route.abort("connectionfailed"));
  await attach(patient, await samplePng("knee.png", 80, 60));
  await patient.press("Send");
  await patient.page.getByRole("article").getByText("Waiting for its turn").waitFor();
  // Words do not wait for it.
  await patient.page.getByRole("textbox", { name: "Message" }).fill("a picture follows");
  await patient.press("Send");
  await doctor.sees("a picture follows");
  const left = patient.page.waitForEvent("dialog").then(async (dialog) => {
    const type = dialog.type();
    await dialog.dismiss();
    return type;
  });
  await patient.page.evaluate(() => location.assign("/"));
  assertEquals(await left, "beforeunload");
  await patient.page.unroute("**/api/attachments/upload");
  await loadedPicture(doctor, "knee.png");
  assertEquals(patient.complaints.filter((one) => !/ERR_CONNECTION_FAILED/.test(one)), []);
  patient.complaints.length = 0;
});

test("a file that was not uploaded before a reload says so, and can be removed [CHAT-16]", async (scene) => {
  const { patient } = scene;
  await openConversation(scene);
  await patient.page.route("**/api/attachments/upload", () => {});
  await attach(patient, samplePdf("letter.pdf"));
  await patient.press("Send");
  await patient.page.getByRole("progressbar", { name: "Uploading letter.pdf" }).waitFor();
  patient.page.on("dialog", (dialog) => void dialog.accept());
  await patient.page.reload();
  await patient.sees("Not uploaded before the page was closed. Choose it again.");
  await patient.press("Remove letter.pdf");
  await patient.page.getByText("letter.pdf").waitFor({ state: "detached" });
});

test("pasted and dropped pictures are attached, and the microphone’s refusal has words [CHAT-12] [CHAT-18]", async (scene) => {
  const { patient } = scene;
  await openConversation(scene);
  const { buffer } = await samplePng("pasted.png", 20, 20);
  const bytes = [...buffer];
  for (const kind of ["paste", "drop"] as const) {
    await patient.page.evaluate(({ bytes, kind }) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(bytes)], `${kind}.png`, { type: "image/png" }));
      const init = { bubbles: true, cancelable: true };
      const event = kind === "paste"
        ? new ClipboardEvent("paste", { ...init, clipboardData: data })
        : new DragEvent("drop", { ...init, dataTransfer: data });
      document.querySelector(kind === "paste" ? ".composer-text" : ".chat")?.dispatchEvent(event);
    }, { bytes, kind });
    await patient.page.getByRole("region", { name: "Files to send" }).getByText(`${kind}.png`).waitFor();
  }
  await patient.press("Remove paste.png");
  await patient.press("Remove drop.png");
  await patient.page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await patient.press("Record a voice note");
  await patient.page.getByRole("alert").getByText(/blocks the camera or the microphone/).waitFor();
});

test("files and a voice note in a visit leave its sound and picture alone [CHAT-19]", async (scene) => {
  const { patient, doctor } = scene;
  await patient.press(`Video call with ${DOCTOR}`);
  await doctor.press("Accept");
  await Promise.all([patient.isConnected(), doctor.isConnected()]);
  await Promise.all([patient.receives({ video: true }), doctor.receives({ video: true })]);
  await Promise.all([patient.press(/^Chat/), doctor.press(/^Chat/)]);
  await attach(patient, await samplePng("knee.png", 400, 300));
  await patient.press("Send");
  await loadedPicture(doctor, "knee.png");

  await patient.page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new Error("the microphone was asked for once more"));
  });
  await patient.press("Record a voice note");
  const warning = patient.page.getByText(`${DOCTOR} hears you in the visit while you record.`);
  await warning.waitFor();
  await doctor.receives({ video: true });
  await patient.press(/^Mute/);
  await warning.waitFor({ state: "detached" });
  await doctor.hearsNothing();
  await recorder(patient).getByRole("timer").getByText("0:03").waitFor();
  await patient.press("Stop");
  await patient.press("Send voice note");
  const { duration, peak } = await listen(doctor);
  assert(duration > 2 && peak > 0.01, `${duration} s, loudest sample ${peak}`);

  await patient.press(/^Unmute/);
  await Promise.all([patient.receives({ video: true }), doctor.receives({ video: true })]);
  await patient.page.getByRole("status").getByText("Connected", { exact: true }).waitFor({
    timeout: WAIT_MS,
  });
});
