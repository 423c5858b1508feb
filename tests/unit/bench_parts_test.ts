import { deepEqual, equal } from "node:assert/strict";
import { countEvents, maskedFrame, plainFrame, readFrames } from "../bench/realtime/load/ws_frames.ts";
import { median, percentile, spread } from "../bench/realtime/statistics.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

Deno.test("readFrames() finds whole frames of every length and says where the rest begins", () => {
  const texts = ["a", "b".repeat(125), "c".repeat(126), "d".repeat(60_000)];
  const frames = texts.map(plainFrame);
  const all = new Uint8Array(frames.reduce((sum, one) => sum + one.length, 0) + 3);
  let end = 0;
  for (const frame of frames) {
    all.set(frame, end);
    end += frame.length;
  }
  all.set([0x81, 0x02, 0x41], end);
  const found: string[] = [];
  const rest = readFrames(all, all.length, (_opcode, from, to) => {
    found.push(new TextDecoder().decode(all.subarray(from, to)));
    return true;
  });
  deepEqual(found, texts);
  equal(rest, end);
});

Deno.test("maskedFrame() is a frame of a client", () => {
  const frame = maskedFrame("hi");
  deepEqual([frame[0], frame[1], frame.length], [0x81, 0x82, 8]);
  equal(String.fromCharCode((frame[6] ?? 0) ^ (frame[2] ?? 0), (frame[7] ?? 0) ^ (frame[3] ?? 0)), "hi");
});

Deno.test("countEvents() counts lone events, those of an array, and no others", () => {
  const prefix = bytesOf('{"event":"chat:typing"');
  const one = '{"event":"chat:typing","data":{"user_id":1}}';
  const count = (text: string) => countEvents(bytesOf(text), 0, bytesOf(text).length, prefix);
  deepEqual([one, `[${one},{"event":"reply"},${one}]`, '{"event":"reply"}', "3"].map(count), [1, 2, 0, 0]);
});

Deno.test("median(), percentile() and spread() are those of the sorted values", () => {
  const values = [5, 1, 3, 2, 4];
  deepEqual([median(values), percentile(values, 99), spread(values)], [3, 5, 4 / 3]);
});
