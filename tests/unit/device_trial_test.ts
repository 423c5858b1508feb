/// <reference lib="dom" />
import { DeviceTrial } from "../../islands/models/device_trial.ts";
import { assertEquals } from "../support/assert.ts";
import { FakeMediaDoor } from "../support/fake_media_door.ts";
import { FakeTime } from "../support/fake_time.ts";

const BOTH = { audio: true, video: true };
const SOUND = { audio: true, video: false };

function trialOf() {
  const door = new FakeMediaDoor();
  const time = new FakeTime();
  const trial = new DeviceTrial();
  trial.connect(door, time);
  return { door, time, trial };
}

const states = (trial: DeviceTrial) => [trial.audio.value.state, trial.video.value.state];
const fault = (name: string, message = "") => new DOMException(message, name);

Deno.test("DeviceTrial asks for both at once, and lets go of everything at its end [CHECK-6] [CHECK-9]", async () => {
  const { door, time, trial } = trialOf();
  await trial.start(BOTH);
  assertEquals([door.asked, states(trial)], [[BOTH], ["working", "working"]]);
  trial.stop();
  assertEquals([door.live.length, door.openMeters, time.pending], [0, 0, 0]);
  assertEquals(states(trial), ["working", "working"]);
});

Deno.test("DeviceTrial tries each alone where both fail, and names what is wrong with each [CHECK-6]", async () => {
  const { door, trial } = trialOf();
  door.faults.video = fault("NotReadableError");
  await trial.start(BOTH);
  assertEquals(door.asked, [BOTH, SOUND, { audio: false, video: true }]);
  assertEquals(states(trial), ["working", "in_use"]);
  assertEquals([trial.video.value.trouble, trial.video.value.error], ["in_use", "NotReadableError"]);
  assertEquals(door.live.map((one) => one.kind), ["audio"]);
  door.faults.audio = fault("NotFoundError");
  await trial.start(BOTH);
  assertEquals(states(trial), ["missing", "in_use"]);
  assertEquals([trial.stream.value, door.live.length], [null, 0]);
});

Deno.test("DeviceTrial asks nobody twice who has said no, but opens what is allowed [CHECK-6]", async () => {
  const { door, trial } = trialOf();
  door.faults.video = fault("NotAllowedError");
  Object.assign(door.permissions, { audio: "denied", video: "denied" });
  await trial.start(BOTH);
  assertEquals([door.asked.length, states(trial)], [1, ["denied", "denied"]]);
  door.permissions.audio = "granted";
  await trial.start(BOTH);
  assertEquals([door.asked.slice(1), states(trial)], [[BOTH, SOUND], ["working", "denied"]]);
});

Deno.test("DeviceTrial opens nothing on a page that may have no devices, or where nothing is wanted [CHECK-5]", async () => {
  const { door, trial } = trialOf();
  await trial.start({ audio: false, video: false });
  assertEquals(states(trial), ["off", "off"]);
  door.lacking = "insecure";
  await trial.start(SOUND);
  assertEquals([door.asked, states(trial)], [[], ["insecure", "off"]]);
});

Deno.test("DeviceTrial hears what is louder than a quiet room, and shows it falling [CHECK-6]", async () => {
  const { door, time, trial } = trialOf();
  door.loudness = 0.02;
  await trial.start(SOUND);
  await time.advance(1_000);
  assertEquals(trial.heard.value, false);
  door.loudness = 0.5;
  await time.advance(100);
  assertEquals([trial.heard.value, trial.level.value], [true, 0.5]);
  door.loudness = 0;
  await time.advance(100);
  assertEquals([trial.heard.value, trial.level.value], [true, 0.4]);
  trial.stop();
});

Deno.test("DeviceTrial takes the device that is chosen, and remembers it [CHECK-7]", async () => {
  const { door, trial } = trialOf();
  await trial.start(BOTH);
  await trial.choose("video", "the other camera");
  assertEquals(door.remembered, { video: "the other camera" });
  assertEquals(door.live.map((one) => one.deviceId), ["usual audio", "the other camera"]);
  await trial.choose("speaker", "the good speaker");
  assertEquals(trial.used, { speaker: "the good speaker", audio: "usual audio", video: "the other camera" });
  assertEquals(door.opened.length, 4);
  trial.stop();
});

Deno.test("DeviceTrial looks anew for a device that is unplugged, and for what comes and goes [CHECK-6]", async () => {
  const { door, trial } = trialOf();
  await trial.start(BOTH);
  door.faults.video = fault("NotFoundError");
  door.live.find((one) => one.kind === "video")?.unplug();
  await new Promise((resolve) => queueMicrotask(() => setTimeout(resolve)));
  assertEquals([trial.unplugged.value, states(trial)], ["video", ["working", "missing"]]);
  assertEquals(door.live.length, 1);
  const camera = { deviceId: "new", kind: "videoinput" as const, label: "A new camera" };
  door.change([camera]);
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(trial.devices.value, [camera]);
  trial.stop();
});

Deno.test("DeviceTrial stops what comes after it has been stopped [CHECK-9]", async () => {
  const { door, trial } = trialOf();
  const opening = trial.start(BOTH);
  trial.stop();
  await opening;
  assertEquals([trial.stream.value, door.live.length, trial.asking.value], [null, 0, false]);
});
