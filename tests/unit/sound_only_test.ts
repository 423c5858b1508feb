import { deepEqual, equal } from "node:assert/strict";
import { SoundOnly } from "../../islands/lib/sound_only.ts";

/** A client whose camera is on or off. */
function clientWith(on: boolean) {
  const client = {
    videoEnabled: on,
    setVideoEnabled: (to: boolean) => Promise.resolve(client.videoEnabled = to),
  };
  return client;
}

Deno.test("SoundOnly lets the camera rest, and gives it back as it was [TOOL-7]", async () => {
  for (const before of [true, false]) {
    const client = clientWith(before);
    const sound = new SoundOnly(client);
    await sound.set(true);
    await sound.set(true);
    deepEqual([sound.isOn, client.videoEnabled, sound.camera], [true, false, before]);
    await sound.set(false);
    deepEqual([sound.isOn, client.videoEnabled], [false, before]);
  }
});

Deno.test("SoundOnly ends with the camera on when the person starts it [TOOL-7]", async () => {
  const client = clientWith(false);
  const sound = new SoundOnly(client);
  await sound.set(true);
  await sound.set(false, true);
  equal(client.videoEnabled, true);
});

Deno.test("SoundOnly is still on after a reload, and knows how the camera was [TOOL-7]", async () => {
  const client = clientWith(false);
  const sound = new SoundOnly(client);
  sound.resume(true);
  deepEqual([sound.isOn, sound.camera], [true, true]);
  await sound.set(false);
  equal(client.videoEnabled, true);
});
