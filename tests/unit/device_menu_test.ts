/// <reference lib="dom" />
import { deepEqual, equal } from "node:assert/strict";
import { signal } from "@preact/signals";
import type { CallSnapshot } from "../../islands/lib/call_snapshot.ts";
import { rememberedDevices } from "../../islands/models/device_memory.ts";
import { DeviceMenu, type DeviceMenuDeps } from "../../islands/models/device_menu.ts";
import { IDLE_SNAPSHOT } from "../support/fake_calls.ts";
import { settled } from "../support/fake_time.ts";

/** A track that is heard to end when its device is unplugged. */
class FakeTrack extends EventTarget {
  readyState = "live";

  constructor(readonly label: string, readonly settings: MediaTrackSettings) {
    super();
  }

  getSettings = () => this.settings;

  unplug(): void {
    this.readyState = "ended";
    this.dispatchEvent(new Event("ended"));
  }

  get track(): MediaStreamTrack {
    return this as unknown as MediaStreamTrack;
  }
}

const found = (kind: MediaDeviceKind, deviceId: string) =>
  ({ kind, deviceId, label: `the ${deviceId}`, groupId: "" }) as MediaDeviceInfo;
const FRONT = found("videoinput", "front");
const BACK = found("videoinput", "back");
const BUILT_IN = found("audioinput", "built-in");
const HEADSET = found("audiooutput", "headset");

/** A menu over devices, a call and a memory in the hands of the test. */
async function menuWith(memory: string | null = null, canSpeak = true) {
  const media = Object.assign(new EventTarget(), {
    list: [FRONT, BACK, BUILT_IN, HEADSET],
    enumerateDevices: () => Promise.resolve(media.list),
  });
  const snapshot = signal<CallSnapshot | null>(IDLE_SNAPSHOT);
  const did: unknown[] = [];
  const fails = signal<Error | null>(null);
  const note = (name: string) => (...args: unknown[]) => {
    did.push([name, ...args]);
    return fails.value ? Promise.reject(fails.value) : Promise.resolve();
  };
  let kept = memory;
  const shelf = { get: () => kept, put: (_: string, text: string) => (kept = text, true) };
  const menu = new DeviceMenu({
    ...{ media: media as unknown as DeviceMenuDeps["media"], snapshot, shelf },
    calls: { switchDevice: note("switch"), turnCamera: note("turn") },
    setSpeaker: canSpeak ? note("speak") : null,
  });
  await settled();
  const change = (changes: Partial<CallSnapshot>) => snapshot.value = { ...IDLE_SNAPSHOT, ...changes };
  const plug = async (list: MediaDeviceInfo[]) => {
    media.list = list;
    media.dispatchEvent(new Event("devicechange"));
    await settled();
  };
  return { menu, did, fails, shelf, change, plug };
}

Deno.test("DeviceMenu.choose() changes the device and remembers it for the next visit [TOOL-1]", async () => {
  const { menu, did, shelf } = await menuWith();
  await menu.choose("camera", "back");
  await menu.choose("microphone", "built-in");
  await menu.choose("speaker", "headset");
  deepEqual(did, [["switch", "video", "back"], ["switch", "audio", "built-in"], ["speak", "headset"]]);
  deepEqual(rememberedDevices(shelf), { camera: "back", microphone: "built-in", speaker: "headset" });
});

Deno.test("DeviceMenu lets the other side be heard from the remembered loudspeaker [TOOL-1]", async () => {
  const { menu, did } = await menuWith('{"speaker":"headset"}');
  deepEqual(did, [["speak", "headset"]]);
  equal(menu.used.value.speaker, "headset");
});

Deno.test("DeviceMenu names a device that could not be started, and remembers nothing of it [TOOL-3]", async () => {
  const { menu, fails, shelf } = await menuWith();
  fails.value = new DOMException("", "NotReadableError");
  await menu.choose("camera", "back");
  equal(menu.failed.value, "camera");
  equal(rememberedDevices(shelf).camera, null);
  fails.value = null;
  await menu.choose("camera", "front");
  equal(menu.failed.value, null);
});

Deno.test("DeviceMenu lists devices as they come and go, and loudspeakers only where they can be chosen [TOOL-2]", async () => {
  const { menu, plug } = await menuWith();
  deepEqual(menu.devices.value.camera.map(({ name }) => name), ["the front", "the back"]);
  await plug([FRONT, BUILT_IN, found("audioinput", "")]);
  deepEqual(menu.devices.value, {
    camera: [{ id: "front", name: "the front" }],
    microphone: [{ id: "built-in", name: "the built-in" }],
    speaker: [],
  });
  const { menu: mute } = await menuWith(null, false);
  deepEqual(mute.devices.value.speaker, []);
});

Deno.test("DeviceMenu tells what has taken the place of a device that was unplugged [TOOL-2]", async () => {
  const { menu, change } = await menuWith();
  const [first, second] = [new FakeTrack("Headset", {}), new FakeTrack("Built-in", { deviceId: "built-in" })];
  change({ microphone: first.track });
  first.unplug();
  change({ microphone: null });
  equal(menu.replaced.value, null);
  change({ microphone: second.track });
  deepEqual(menu.replaced.value, { kind: "microphone", name: "Built-in" });
  equal(menu.used.value.microphone, "built-in");
});

Deno.test("DeviceMenu says nothing when another device was chosen by hand [TOOL-2]", async () => {
  const { menu, change } = await menuWith();
  change({ camera: new FakeTrack("one", {}).track });
  change({ camera: new FakeTrack("other", {}).track });
  equal(menu.replaced.value, null);
});

Deno.test("DeviceMenu goes back to the browser's own loudspeaker when the chosen one is unplugged [TOOL-2]", async () => {
  const { menu, did, plug } = await menuWith('{"speaker":"headset"}');
  await plug([FRONT, BACK, BUILT_IN]);
  deepEqual(did.at(-1), ["speak", ""]);
  deepEqual(menu.replaced.value, { kind: "speaker", name: "" });
});

Deno.test("DeviceMenu.turn() is for phones with two cameras, and for this visit only [TOOL-4]", async () => {
  const { menu, did, shelf, change, plug } = await menuWith();
  change({ camera: new FakeTrack("desk", { deviceId: "front" }).track });
  equal(menu.canTurn.value, false);
  change({ camera: new FakeTrack("phone", { deviceId: "front", facingMode: "user" }).track });
  deepEqual([menu.canTurn.value, menu.looksAway.value], [true, false]);
  await menu.turn();
  deepEqual(did.at(-1), ["turn"]);
  change({ camera: new FakeTrack("phone", { deviceId: "back", facingMode: "environment" }).track });
  equal(menu.looksAway.value, true);
  equal(rememberedDevices(shelf).camera, null);
  await plug([FRONT]);
  equal(menu.canTurn.value, false);
});
