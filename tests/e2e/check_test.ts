/// <reference lib="dom" />
import type { Browser } from "playwright-core";
import { violationsOf } from "../support/accessibility.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { CheckWindow } from "../support/check_window.ts";
import { launchChromium } from "../support/chromium.ts";
import { granted } from "../support/granted.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";
import { TURN_SECRET, TurnServer } from "../support/turn_server.ts";
import { until } from "../support/until.ts";
import { VisitWindow } from "../support/visit_window.ts";

const FAKE_DEVICES = "--use-fake-device-for-media-stream";
const SWITCH_ON = "Switch on camera and microphone";
const PHONE = { width: 390, height: 844 };

interface Scene {
  browser: Browser;
  origin: string;
  check: CheckWindow;
}

interface Setting {
  chromium?: Parameters<typeof launchChromium>[0];
  env?: (turn: TurnServer) => Record<string, string>;
  viewport?: { width: number; height: number };
}

/** A clinic, with a relay where `env` names one, and a patient at the check. */
function test(name: string, fn: (scene: Scene) => Promise<void>, setting: Setting = {}): void {
  Deno.test({
    name,
    ignore: !granted("read", "write", "run", "net", "env", "sys"),
    // Playwright keeps pipes and timers of its own until the process ends.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      await using stack = new AsyncDisposableStack();
      const dataDir = stack.use(await tempDataDir());
      const turn = setting.env && stack.use(await TurnServer.start());
      const env = turn && setting.env?.(turn);
      const { origin } = stack.use(await ServerProcess.start({ dataDir: dataDir.path, env }));
      const browser = await launchChromium(setting.chromium);
      try {
        const check = await CheckWindow.open(browser, origin, setting.viewport);
        await fn({ browser, origin, check });
        assertEquals(check.window.complaints, []);
      } finally {
        await browser.close();
      }
    },
  });
}

test(
  "a check where all is well ends with a report for the person and for the clinic [CHECK-8] [CHECK-9]",
  async ({ check }) => {
    const { page } = check;
    await page.getByRole("link", { name: "Check camera and sound" }).click();
    await check.window.isAlive("check");
    await check.press(SWITCH_ON);
    await check.sees("Good, we hear you.");
    const picture = page.getByLabel("Your own picture, as in a mirror");
    await until(() => picture.evaluate((video) => (video as HTMLVideoElement).videoWidth > 0));
    assert(await page.getByRole("meter", { name: "Loudness of your microphone" }).isVisible());
    const tracks = await picture.evaluateHandle((video) =>
      ((video as HTMLVideoElement).srcObject as MediaStream).getTracks()
    );
    await check.press("Next");
    assertEquals(await tracks.evaluate((all) => all.map((one) => one.readyState)), ["ended", "ended"]);
    await check.press("Play the sound");
    await check.press("No");
    await check.sees("Turn up the volume of your device.");
    await check.press("Yes");
    await check.sees("Your clinic can see this result.");
    assert(await page.getByRole("heading", { name: "Everything works" }).isVisible());
    await check.sees("This clinic has no relay for picture and sound.");
    const told = await check.told();
    assertEquals([told.verdict, told.problems, told.report.relays], ["video", [], []]);
    assertEquals([told.report.speaker, told.report.microphone.heard], ["heard", true]);
    await page.getByText("All figures").click();
    const download = page.waitForEvent("download");
    await check.press("Save the report");
    const saved = JSON.parse(await Deno.readTextFile(await (await download).path()));
    assertEquals([saved.verdict, saved.report], ["video", told.report]);
    assertEquals(/\d+\.\d+\.\d+\.\d+/.test(JSON.stringify(saved)), false);
    await page.getByRole("link", { name: "To the start page" }).click();
    await check.window.isAlive("home");
  },
  { viewport: PHONE },
);

test(
  "without consent the browser’s help comes, and one goes on with nothing [CHECK-5]",
  async ({ check }) => {
    await check.window.context.clearPermissions();
    await check.begin();
    await check.press(SWITCH_ON);
    await check.page.getByRole("heading", { name: "Camera and microphone: not allowed" }).waitFor();
    await check.sees("Click the sign to the left of the address");
    await check.press("Continue without camera and microphone");
    await check.finish();
    const told = await check.told();
    assertEquals([told.verdict, told.problems], ["not_possible", ["microphone_off", "camera_off"]]);
  },
  { chromium: { without: ["--use-fake-ui-for-media-stream"] } },
);

test("without devices it is said that none was found [CHECK-5]", async ({ check }) => {
  await check.begin();
  await check.press(SWITCH_ON);
  await check.page.getByRole("heading", { name: "Camera and microphone: not found" }).waitFor();
  await check.press("Try again");
  await check.page.getByRole("heading", { name: "Camera and microphone: not found" }).waitFor();
}, { chromium: { without: [FAKE_DEVICES] } });

/** Made by a script in the page: no flag of Chromium leads to these. */
const PRETENDED = [
  ["NotReadableError", "", "used by another program"],
  ["OverconstrainedError", "", "the chosen one does not fit"],
  ["AbortError", "", "did not start"],
  ["SecurityError", "", "this page is not secure"],
  ["TypeError", "", "not possible in this browser"],
  ["NotAllowedError", "Permission denied by system", "blocked by your device"],
  ["NotAllowedError", "", "blocked by your device"],
  ["UnheardOfError", "", "did not start (UnheardOfError)"],
] as const;

test("every failure of the devices has its own words [CHECK-5]", async ({ check }) => {
  for (const [name, message, words] of PRETENDED) {
    await check.begin({ fail: { name, message } });
    await check.press(SWITCH_ON);
    await check.page.getByRole("heading", { name: `Camera and microphone: ${words}`, exact: true }).waitFor();
  }
  for (
    const [lacks, words] of [["devices", "not possible in this browser"], ["insecure", "not secure"]] as const
  ) {
    await check.begin({ lacks });
    await check.press(SWITCH_ON);
    await check.page.getByRole("heading", { name: words }).waitFor();
  }
}, { viewport: PHONE });

test("the built-in browser of an app says how to get out of it [CHECK-5]", async ({ check }) => {
  const userAgent =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like " +
    "Gecko) Mobile/15E148 Instagram 390.0.0.28.85 (iPhone14,5; iOS 18_5; de_DE)";
  await check.begin({ userAgent });
  await check.sees("You are in the built-in browser of Instagram.");
  await check.sees("Open in Safari");
  assertEquals(await check.page.getByLabel("Address").inputValue(), check.page.url());
}, { viewport: PHONE });

test("a camera that fails leaves the microphone, and a visit with sound [CHECK-6]", async ({ check }) => {
  await check.begin({ fail: { name: "NotReadableError", kinds: ["video"] } });
  await check.press(SWITCH_ON);
  await check.page.getByRole("heading", { name: "Camera: used by another program" }).waitFor();
  await check.sees("Good, we hear you.");
  await check.press("Continue with sound only");
  await check.finish();
  await check.sees("Sound works, the picture does not");
  const told = await check.told();
  assertEquals([told.verdict, told.problems], ["sound", ["camera_in_use"]]);
  assertEquals(told.report.camera.error, "NotReadableError");
});

test("sound only opens no camera [CHECK-5]", async ({ check }) => {
  await check.begin();
  await check.press("Check sound only");
  await check.sees("Good, we hear you.");
  assertEquals(await check.page.locator("video").count(), 0);
  await check.press("Next");
  await check.finish();
  const told = await check.told();
  assertEquals([told.verdict, told.problems], ["sound", ["camera_off"]]);
});

test("a device that is unplugged is looked for anew [CHECK-6]", async ({ check }) => {
  await check.begin();
  await check.press(SWITCH_ON);
  await check.sees("Good, we hear you.");
  const picture = check.page.getByLabel("Your own picture, as in a mirror");
  const trackId = () =>
    picture.evaluate((video) => {
      const stream = (video as HTMLVideoElement).srcObject as MediaStream | null;
      return stream?.getVideoTracks()[0]?.id;
    });
  const before = await trackId();
  assert(before);
  // A fake device has no plug to pull: this is what the page hears when one is pulled.
  await picture.evaluate((video) => {
    const stream = (video as HTMLVideoElement).srcObject as MediaStream;
    stream.getVideoTracks()[0]?.dispatchEvent(new Event("ended"));
  });
  await check.sees("The camera was unplugged.");
  await until(async () => ![undefined, before].includes(await trackId()));
});

test("a chosen device that is gone keeps no other away [CHECK-7]", async ({ check }) => {
  const gone = JSON.stringify({ audio: "gone", video: "gone", speaker: "gone" });
  await check.page.evaluate((text) => localStorage.setItem("carewire.devices", text), gone);
  await check.begin();
  await check.press(SWITCH_ON);
  await check.sees("Good, we hear you.");
  await check.press("Next");
  await check.finish();
  assertEquals((await check.told()).verdict, "video");
});

test("a call begins with the devices that were chosen [CHECK-7]", async ({ check, browser, origin }) => {
  const { page, window } = check;
  await check.begin();
  await check.press(SWITCH_ON);
  await check.sees("Good, we hear you.");
  await page.getByRole("combobox", { name: "Camera" }).selectOption({ label: "fake_device_1" });
  await page.getByRole("combobox", { name: "Microphone" }).selectOption({ index: 2 });
  const microphone = await page.getByRole("combobox", { name: "Microphone" }).locator("option:checked")
    .textContent();
  await page.reload();
  await window.isAlive("check");
  await check.press(SWITCH_ON);
  await check.sees("Good, we hear you.");
  assertEquals(
    await page.getByRole("combobox", { name: "Camera" }).locator("option:checked").textContent(),
    "fake_device_1",
  );
  const doctor = await VisitWindow.open(browser, origin, "doctor@demo.test");
  await page.goto("/");
  await window.isAlive("home");
  await window.press("Video call");
  await doctor.press(/^Accept/);
  await window.isConnected();
  const labels = await page.locator(".tile-self video").evaluate((video) =>
    ((video as HTMLVideoElement).srcObject as MediaStream).getTracks().map((one) => one.label).sort()
  );
  assertEquals(labels, ["fake_device_1", microphone ?? ""].sort());
  assertEquals(doctor.complaints, []);
}, { chromium: { without: [FAKE_DEVICES], more: [`${FAKE_DEVICES}=device-count=2`] } });

test(
  "each relay is tried by itself, over UDP and TCP and, where its certificate is good, TLS [CHECK-8]",
  async ({ check }) => {
    await check.begin();
    await check.press(SWITCH_ON);
    await check.sees("Good, we hear you.");
    await check.press("Next");
    await check.finish();
    const told = await check.told();
    assertEquals([told.verdict, told.problems], ["video", []]);
    const [udp, tcp, tls] = told.report.relays;
    for (const path of [udp, tcp]) {
      assertEquals([path.reachable, typeof path.round_trip_ms, typeof path.jitter_ms], [
        true,
        "number",
        "number",
      ]);
      assert(path.bandwidth_kbps > 0 && path.loss < 50, JSON.stringify(path));
    }
    assertEquals([udp.transport, tcp.transport], ["udp", "tcp"]);
    // Nobody has signed the certificate of this relay, and no flag makes WebRTC take it.
    assertEquals([tls.transport, tls.reachable, tls.round_trip_ms], ["tls", false, null]);
  },
  { env: (turn) => ({ TURN_URL: turn.urls("udp", "tcp", "tls"), TURN_SECRET }) },
);

test("a relay that lets nobody in makes no visit, and it is said what helps [CHECK-8]", async ({ check }) => {
  await check.begin();
  await check.press(SWITCH_ON);
  await check.press("Next");
  await check.finish();
  await check.sees("The network lets no picture and sound through");
  await check.sees("Try your mobile network");
  assertEquals((await check.told()).verdict, "not_possible");
}, { env: (turn) => ({ TURN_URL: turn.urls("udp"), TURN_SECRET: "not the relay’s secret" }) });

test("a report that could not be told goes out later, once [CHECK-9]", async ({ check }) => {
  const { page } = check;
  await page.route("**/api/device-checks", (route) => route.abort());
  await check.begin();
  await check.press("Go on without camera and microphone");
  await check.press("Play the sound");
  await check.press("Yes");
  await check.sees("Your clinic could not be told yet.");
  await page.unroute("**/api/device-checks");
  await check.press("Send again");
  await check.sees("Your clinic can see this result.");
  assertEquals((await check.told()).verdict, "not_possible");
  // The refused request is the only thing that the browser complained about.
  assertEquals(check.window.complaints.splice(0).length, 1);
});

test("the address leads nowhere else, and to no visit of others [CHECK-3]", async ({ check }) => {
  await check.begin({}, "/check?next=//evil.example/path");
  assertEquals(
    await check.page.locator("[data-island=check]").getAttribute("data-props"),
    JSON.stringify({
      appointmentId: null,
      next: "/",
    }),
  );
  const response = await check.page.request.get("/check?appointment=2000000000");
  assertEquals(response.status(), 404);
});

test("no step of the check has anything that axe-core objects to [A11Y-1]", async ({ check }) => {
  const { page } = check;
  const found: string[] = [];
  const look = async (what: string) => void found.push(...await violationsOf(page, what));
  await check.begin();
  await look("the question");
  await check.press(SWITCH_ON);
  await check.sees("Good, we hear you.");
  await look("the devices");
  await check.press("Next");
  await check.press("Play the sound");
  await check.press("No");
  await look("the sound that was not heard");
  await check.press("Go on anyway");
  await check.sees("Your clinic can see this result.");
  await page.getByText("All figures").click();
  await look("the result");
  await check.begin({ fail: { name: "NotReadableError" } });
  await check.press(SWITCH_ON);
  await page.getByRole("heading", { name: "used by another program" }).waitFor();
  await look("a trouble");
  assertEquals(found, []);
}, { viewport: PHONE });
