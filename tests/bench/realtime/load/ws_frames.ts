/** RFC 6455 as far as a load generator needs it: whole text frames, no extensions. */
const TEXT = 0x81;
const MASKED = 0x80;
const MASK = [0x37, 0xfa, 0x21, 0x3d] as const;
export const OPCODE_TEXT = 1;
export const OPCODE_CLOSE = 8;
export const OPCODE_PING = 9;

/** A text as a client sends it, ready for the wire. */
export function maskedFrame(text: string): Uint8Array<ArrayBuffer> {
  const payload = new TextEncoder().encode(text);
  const head = headOf(payload.length, MASKED);
  const frame = new Uint8Array(head.length + 4 + payload.length);
  frame.set(head);
  frame.set(MASK, head.length);
  for (let n = 0; n < payload.length; n++) {
    frame[head.length + 4 + n] = (payload[n] ?? 0) ^ (MASK[n & 3] ?? 0);
  }
  return frame;
}

/** A text as a server sends it. */
export function plainFrame(text: string): Uint8Array<ArrayBuffer> {
  const payload = new TextEncoder().encode(text);
  const head = headOf(payload.length, 0);
  const frame = new Uint8Array(head.length + payload.length);
  frame.set(head);
  frame.set(payload, head.length);
  return frame;
}

/** The same frame so many times in a row. */
export function repeated(frame: Uint8Array<ArrayBuffer>, times: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(frame.length * times);
  for (let n = 0; n < times; n++) all.set(frame, n * frame.length);
  return all;
}

/**
 * Tells of each whole frame of a server in `bytes` up to `end`; gives where the first incomplete one begins. A handler that
 * answers false ends it.
 */
export function readFrames(
  bytes: Uint8Array,
  end: number,
  handle: (opcode: number, from: number, to: number) => boolean,
): number {
  let at = 0;
  while (end - at >= 2) {
    let length = (bytes[at + 1] ?? 0) & 0x7f;
    let from = at + 2;
    if (length === 126) {
      from = at + 4;
      length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    } else if (length === 127) {
      from = at + 10;
      length = ((bytes[at + 6] ?? 0) * 0x1000000) + ((bytes[at + 7] ?? 0) << 16) +
        ((bytes[at + 8] ?? 0) << 8) + (bytes[at + 9] ?? 0);
    }
    if (from > end || from + length > end) break;
    if (!handle((bytes[at] ?? 0) & 0x0f, from, from + length)) return end;
    at = from + length;
  }
  return at;
}

/**
 * How many events that begin with `prefix` stand in a payload: it is such an event, or an array of them (`[` … `]`).
 */
export function countEvents(bytes: Uint8Array, from: number, to: number, prefix: Uint8Array): number {
  if (beginsWith(bytes, from, to, prefix)) return 1;
  if (bytes[from] !== 0x5b) return 0;
  let count = 0;
  const first = prefix[0] ?? 0;
  for (let at = from + 1; at < to; at++) {
    if (bytes[at] === first && beginsWith(bytes, at, to, prefix)) {
      count++;
      at += prefix.length - 1;
    }
  }
  return count;
}

function beginsWith(bytes: Uint8Array, from: number, to: number, prefix: Uint8Array): boolean {
  if (to - from < prefix.length) return false;
  for (let n = 0; n < prefix.length; n++) {
    if (bytes[from + n] !== prefix[n]) return false;
  }
  return true;
}

function headOf(length: number, masked: number): number[] {
  if (length < 126) return [TEXT, masked | length];
  if (length > 0xffff) throw new RangeError("a frame of the generator has at most 65,535 bytes");
  return [TEXT, masked | 126, length >> 8, length & 0xff];
}
