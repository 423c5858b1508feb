import * as v from "valibot";
import { browserFacts } from "../../islands/models/browser_kind.ts";
import { CheckModel, type CheckTools } from "../../islands/models/check_model.ts";
import { deviceReport } from "../../realtime/core/device_check.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { relayPathOf } from "../support/device_reports.ts";
import { FakeMediaDoor } from "../support/fake_media_door.ts";
import { FakeTime } from "../support/fake_time.ts";

const BOTH = { audio: true, video: true };
type Sent = Parameters<CheckTools["send"]>[0];

function checkOf(changes: Partial<CheckTools> = {}) {
  const media = new FakeMediaDoor();
  const time = new FakeTime();
  const sent: Sent[] = [];
  const saved: [string, string][] = [];
  const check = new CheckModel({ appointmentId: 7, next: "/waiting/7" });
  let ids = 0;
  check.connect({
    media,
    network: {
      ping: () => Promise.resolve(20),
      iceServers: () => Promise.resolve([{ urls: "turn:a.example", username: "u", credential: "c" }]),
      tryRelay: (transport) => Promise.resolve(relayPathOf({ transport })),
    },
    timers: time,
    browser: browserFacts("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36"),
    now: () => time.now(),
    newId: () => `id ${++ids}`,
    playSound: () => Promise.resolve(),
    send: (body) => Promise.resolve(void sent.push(body)),
    save: (name, text) => void saved.push([name, text]),
    ...changes,
  });
  return { check, media, time, sent, saved };
}

Deno.test("CheckModel goes step by step to a report that the clinic takes [CHECK-9]", async () => {
  const { check, media, sent, saved } = checkOf();
  media.loudness = 0.5;
  media.listed = [
    { kind: "audioinput", deviceId: "usual audio", label: "x".repeat(200) },
    { kind: "videoinput", deviceId: "another", label: "Camera" },
    { kind: "audiooutput", deviceId: "", label: "" },
  ];
  await check.ask(BOTH);
  assertEquals(check.step.value, "devices");
  check.toSpeaker();
  assertEquals([check.step.value, media.live.length], ["speaker", 0]);
  await check.play();
  assertEquals(check.playing.value, "played");
  await check.answer(true);
  assertEquals([check.step.value, check.sending.value], ["result", "sent"]);
  assertEquals(check.judgement.value, { verdict: "video", problems: [] });
  const [told] = sent;
  assertEquals([told?.appointment_id, told?.client_id], [7, "id 1"]);
  assert(v.safeParse(deviceReport, told?.report).success);
  assertEquals(told?.report.devices.map((one) => [one.label.length, one.chosen]), [[120, true], [6, false]]);
  check.download();
  assertEquals(saved[0]?.[0], "carewire-check-2026-03-02T09-00.json");
  assertEquals(JSON.parse(saved[0]?.[1] ?? ""), { verdict: "video", problems: [], report: told?.report });
});

Deno.test("CheckModel stays with who has not heard the sound, until they go on anyway [CHECK-5]", async () => {
  const { check, sent } = checkOf();
  await check.ask({ audio: true, video: false });
  check.toSpeaker();
  await check.play();
  await check.answer(false);
  assertEquals(check.step.value, "speaker");
  await check.toNetwork();
  assertEquals(sent[0]?.report.speaker, "not_heard");
  assertEquals(check.judgement.value?.problems, ["camera_off", "microphone_silent", "speaker_not_heard"]);
});

Deno.test("CheckModel goes on without camera and microphone, and past a sound that can't be played [CHECK-5]", async () => {
  const { check, media } = checkOf({ playSound: () => Promise.reject(new Error("no output")) });
  await check.ask({ audio: false, video: false });
  assertEquals([check.step.value, media.asked], ["speaker", []]);
  await check.play();
  assertEquals(check.playing.value, "failed");
  await check.toNetwork();
  assertEquals(check.judgement.value, {
    verdict: "not_possible",
    problems: ["microphone_off", "camera_off"],
  });
});

Deno.test("CheckModel sends a report again under its name, and the next one under another [CHECK-9]", async () => {
  const sent: Sent[] = [];
  let isDown = true;
  const { check } = checkOf({
    send: (body) => {
      sent.push(body);
      return isDown ? Promise.reject(new Error("offline")) : Promise.resolve();
    },
  });
  const whole = async () => {
    await check.ask(BOTH);
    check.toSpeaker();
    await check.answer(true);
  };
  await whole();
  assertEquals(check.sending.value, "failed");
  isDown = false;
  await check.send();
  assertEquals(check.sending.value, "sent");
  await check.send();
  assertEquals(sent.map((one) => one.client_id), ["id 1", "id 1"]);
  check.again();
  assertEquals([check.step.value, check.report.value, check.sending.value], ["ask", null, "not_yet"]);
  await whole();
  assertEquals(sent.at(-1)?.client_id, "id 2");
});

Deno.test("CheckModel says what it is inside of, and that nobody answers [CHECK-8]", async () => {
  const { check, sent } = checkOf({
    browser: { kind: "safari_ios", system: "ios", inApp: "", label: "Browser on iOS" },
    network: {
      ping: () => Promise.reject(new Error("offline")),
      iceServers: () => Promise.reject(new Error("offline")),
      tryRelay: (transport) => Promise.resolve(relayPathOf({ transport })),
    },
  });
  await check.ask(BOTH);
  check.toSpeaker();
  await check.toNetwork();
  assertEquals(sent[0]?.report.browser, "Browser on iOS, inside another app");
  assertEquals(check.judgement.value?.problems[0], "server_unreachable");
});
