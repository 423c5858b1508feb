import { deepEqual, equal, ok } from "node:assert/strict";
import { byteLength, framesOf } from "../../islands/lib/frame_batch.ts";
import * as wire from "../../islands/lib/wire_limits.ts";
import * as core from "../../realtime/core/frame.ts";

Deno.test("framesOf() puts one event alone and several into an array [LINK-5]", () => {
  deepEqual(framesOf([]), []);
  deepEqual(framesOf(['{"event":"a"}']), ['{"event":"a"}']);
  deepEqual(framesOf(['{"event":"a"}', '{"event":"b"}']), ['[{"event":"a"},{"event":"b"}]']);
});

Deno.test("framesOf() keeps every frame within bytes and events, in order [LINK-5]", () => {
  for (const size of [1, 600, 655, 656, 5_000, 32_760, 32_766, 65_000]) {
    const events = Array.from(
      { length: 250 },
      (_, index) => JSON.stringify({ index, text: "ü".repeat(size / 2) }),
    );
    const frames = framesOf(events);
    for (const frame of frames) {
      ok(byteLength(frame) <= wire.FRAME_BYTES_MAX, `${byteLength(frame)} bytes of events of ${size}`);
      ok([JSON.parse(frame)].flat().length <= wire.FRAME_EVENTS_MAX);
    }
    deepEqual(
      frames.flatMap((frame) => JSON.parse(frame)).map((one) => one.index),
      events.map((_, index) => index),
    );
  }
});

Deno.test("wire_limits.ts says the same as the protocol [LINK-5]", () => {
  for (const [name, value] of Object.entries(wire)) equal(value, core[name as keyof typeof core], name);
});
