/// <reference lib="dom" />
import { deepEqual, equal } from "node:assert/strict";
import { acquireMedia, type DeviceChoice } from "../../islands/lib/acquire_media.ts";

const BOTH = { audio: true, video: true };

/** Devices of which these can be had; others are overconstrained. */
function devicesWith(...present: string[]) {
  const asked: MediaStreamConstraints[] = [];
  const nameOf = (wish: MediaStreamConstraints["audio"]) => {
    const id = typeof wish === "object" ? wish.deviceId as { exact: string } | undefined : undefined;
    return id?.exact;
  };
  const devices = {
    getUserMedia(constraints: MediaStreamConstraints) {
      asked.push(constraints);
      const named = [nameOf(constraints.audio), nameOf(constraints.video)].filter((one) => one !== undefined);
      if (named.some((one) => !present.includes(one))) {
        return Promise.reject(new DOMException("", "OverconstrainedError"));
      }
      return Promise.resolve({ getTracks: () => [{ label: named.join(" ") }] });
    },
  };
  const acquire = (choice: DeviceChoice, strict?: boolean) =>
    acquireMedia(devices as unknown as MediaDevices, BOTH, choice, strict);
  return { acquire, asked };
}

Deno.test("acquireMedia() opens the chosen devices [TOOL-1]", async () => {
  const { acquire } = devicesWith("desk", "window");
  const { tracks, error } = await acquire({ audio: "desk", video: "window" });
  deepEqual([tracks.map(({ label }) => label), error], [["desk window"], null]);
});

Deno.test("acquireMedia() takes any other device for a remembered one that is away, and calls it no trouble [TOOL-1]", async () => {
  const { acquire } = devicesWith("desk");
  const { tracks, error } = await acquire({ audio: "desk", video: "at home" });
  deepEqual([tracks.map(({ label }) => label), error], [["desk"], null]);
  const { acquire: elsewhere } = devicesWith();
  deepEqual((await elsewhere({ audio: "desk", video: "at home" })).tracks.map(({ label }) => label), [""]);
});

Deno.test("acquireMedia() takes no other device where one was chosen just now [TOOL-3]", async () => {
  const { acquire, asked } = devicesWith();
  const { tracks, error } = await acquire({ video: "at home" }, true);
  deepEqual([tracks.length, error], [1, "OverconstrainedError"]);
  equal((asked[0]?.video as MediaTrackConstraints | undefined)?.facingMode, undefined);
});
