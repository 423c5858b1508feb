/// <reference lib="dom" />
import { acquireMedia } from "../../islands/lib/acquire_media.ts";
import { assertEquals } from "../support/assert.ts";

/** Devices of which those with these ids are gone. */
function devicesWithout(...gone: string[]) {
  const asked: (string | undefined)[] = [];
  const idOf = (one: boolean | MediaTrackConstraints | undefined) =>
    typeof one === "object" ? (one.deviceId as { exact?: string } | undefined)?.exact : undefined;
  const getUserMedia = ({ audio, video }: MediaStreamConstraints) => {
    const ids = [idOf(audio), idOf(video)].filter((id) => id !== undefined);
    asked.push(ids.join(" "));
    if (ids.some((id) => gone.includes(id))) {
      return Promise.reject(new DOMException("", "OverconstrainedError"));
    }
    return Promise.resolve({ getTracks: () => [{ kind: "video" }] });
  };
  return { asked, devices: { getUserMedia } as unknown as MediaDevices };
}

const BOTH = { audio: true, video: true };

Deno.test("acquireMedia() begins with the chosen devices, and takes others where one is gone [CHECK-7]", async () => {
  const there = devicesWithout();
  assertEquals((await acquireMedia(there.devices, BOTH, { audio: "a", video: "v" })).error, null);
  assertEquals(there.asked, ["a v"]);
  const gone = devicesWithout("v");
  const { tracks, error } = await acquireMedia(gone.devices, BOTH, { audio: "a", video: "v" });
  assertEquals([tracks.length, error, gone.asked], [1, null, ["a v", ""]]);
});

Deno.test("acquireMedia() takes no other device where exactly this one is wanted [CHECK-7]", async () => {
  const { devices, asked } = devicesWithout("v");
  const { tracks, error } = await acquireMedia(devices, { audio: false, video: true }, { video: "v" }, true);
  assertEquals([tracks, error, asked], [[], "OverconstrainedError", ["v"]]);
});
