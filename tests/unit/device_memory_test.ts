import { deepEqual } from "node:assert/strict";
import { rememberDevices, rememberedDevices } from "../../islands/models/device_memory.ts";

const NOTHING = { camera: null, microphone: null, speaker: null };

function shelfWith(text: string | null = null) {
  let kept = text;
  return { get: () => kept, put: (_: string, value: string) => (kept = value, true) };
}

Deno.test("rememberDevices() keeps what it is not told about [TOOL-1]", () => {
  const shelf = shelfWith();
  rememberDevices(shelf, { camera: "c" });
  rememberDevices(shelf, { speaker: "s" });
  deepEqual(rememberedDevices(shelf), { ...NOTHING, camera: "c", speaker: "s" });
  rememberDevices(shelf, { camera: null });
  deepEqual(rememberedDevices(shelf), { ...NOTHING, speaker: "s" });
});

Deno.test("rememberedDevices() takes nothing from what it can't read [TOOL-1]", () => {
  for (const text of [null, "{", "5", "[]", '{"camera":5,"microphone":"","speaker":{}}']) {
    deepEqual(rememberedDevices(shelfWith(text)), NOTHING);
  }
});
