import { deepEqual, equal, ok } from "node:assert/strict";
import { webmHeadWithDuration } from "../../islands/files/webm_duration.ts";

const bytes = (...parts: (number[] | Uint8Array)[]) => new Uint8Array(parts.flatMap((one) => [...one]));
const element = (id: number[], content: number[] | Uint8Array) => bytes(id, [0x80 + content.length], content);

const EBML = element([0x1a, 0x45, 0xdf, 0xa3], element([0x42, 0x82], [0x77, 0x65, 0x62, 0x6d]));
const SEGMENT = [0x18, 0x53, 0x80, 0x67];
const UNKNOWN_SIZE = [0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
const INFO = [0x15, 0x49, 0xa9, 0x66];
/** One millisecond, as recorders write it. */
const SCALE = element([0x2a, 0xd7, 0xb1], [0x0f, 0x42, 0x40]);
const APP = element([0x4d, 0x80], [0x43, 0x61, 0x72, 0x65]);
const TRACKS = element([0x16, 0x54, 0xae, 0x6b], [1, 2, 3]);

/** A duration element: eight bytes of a float. */
function duration(value: number): Uint8Array {
  const float = new Uint8Array(8);
  new DataView(float.buffer).setFloat64(0, value);
  return element([0x44, 0x89], float);
}

Deno.test("webmHeadWithDuration() writes the duration into the Info of a recorded file and moves nothing else [CHAT-18]", () => {
  const head = bytes(EBML, SEGMENT, UNKNOWN_SIZE, element(INFO, bytes(SCALE, APP)), TRACKS);
  const made = webmHeadWithDuration(head, 7_300);
  ok(made);
  const whole = bytes(made.bytes, head.subarray(made.replaced));
  const content = bytes(SCALE, APP, duration(7_300));
  const size = [0x10, 0, 0, content.length];
  deepEqual(whole, bytes(EBML, SEGMENT, UNKNOWN_SIZE, INFO, size, content, TRACKS));
});

Deno.test("webmHeadWithDuration() counts in the file's own units and replaces what stands there [CHAT-18]", () => {
  const microseconds = element([0x2a, 0xd7, 0xb1], [0x03, 0xe8]);
  const head = bytes(EBML, SEGMENT, UNKNOWN_SIZE, element(INFO, bytes(microseconds, duration(1))), TRACKS);
  const made = webmHeadWithDuration(head, 2);
  ok(made);
  const content = bytes(microseconds, duration(2_000));
  deepEqual(made.bytes, bytes(EBML, SEGMENT, UNKNOWN_SIZE, INFO, [0x10, 0, 0, content.length], content));
});

Deno.test("webmHeadWithDuration() leaves alone what it does not understand", () => {
  const info = element(INFO, SCALE);
  equal(webmHeadWithDuration(new Uint8Array(), 1), undefined);
  equal(webmHeadWithDuration(new Uint8Array(64), 1), undefined);
  equal(webmHeadWithDuration(bytes(EBML, element(SEGMENT, info)), 1), undefined);
  equal(webmHeadWithDuration(bytes(EBML, SEGMENT, UNKNOWN_SIZE, info).slice(0, -3), 1), undefined);
  equal(webmHeadWithDuration(bytes(EBML, SEGMENT, UNKNOWN_SIZE, TRACKS), 1), undefined);
});
