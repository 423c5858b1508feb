// This module is browser compatible.

/** Element ids of Matroska (RFC 9559 §5.1), as they stand in the file. */
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const TIMESTAMP_SCALE = 0x2ad7b1;
const DURATION = 0x4489;
/** Nanoseconds of one unit of time where the file does not say. */
const DEFAULT_SCALE_NS = 1_000_000;
/** Sizes with all bits set mean that a live writer did not know it (RFC 8794 §6.2). */
const UNKNOWN_SIZE = -1;

interface Element {
  id: number;
  /** Where the content begins and ends. */
  start: number;
  end: number;
  /** Where the element begins. */
  at: number;
}

/**
 * The head of a recorded WebM file with its duration written in, or undefined where that can't be done: recorders
 * leave the duration out, and players then show none and can't seek. Give the first bytes of the file; what comes
 * back takes the place of the first `replaced` ones.
 */
export function webmHeadWithDuration(
  head: Uint8Array,
  durationMs: number,
): { bytes: Uint8Array<ArrayBuffer>; replaced: number } | undefined {
  const segment = elementsOf(head, 0, head.length).find((one) => one.id === SEGMENT);
  // A segment that knows its size would have to be told of the bytes that are added.
  if (!segment || segment.end !== UNKNOWN_SIZE) return undefined;
  const info = elementsOf(head, segment.start, head.length).find((one) => one.id === INFO);
  if (!info || info.end > head.length || info.end === UNKNOWN_SIZE) return undefined;
  const fields = elementsOf(head, info.start, info.end);
  const scale = fields.find((one) => one.id === TIMESTAMP_SCALE);
  const scaleNs = scale ? numberAt(head, scale.start, scale.end - scale.start) : DEFAULT_SCALE_NS;
  const kept = fields.filter((one) => one.id !== DURATION).map((one) => head.subarray(one.at, one.end));
  const duration = new Uint8Array(11);
  duration.set([0x44, 0x89, 0x88]);
  new DataView(duration.buffer).setFloat64(3, durationMs * 1_000_000 / scaleNs);
  const content = joined([...kept, duration]);
  return {
    bytes: joined([head.subarray(0, info.at), infoHead(content.length), content]),
    replaced: info.end,
  };
}

/** Id and size of an Info element; the size takes four bytes. */
function infoHead(size: number): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, INFO);
  view.setUint32(4, 0x10000000 + size);
  return bytes;
}

/** The elements that follow each other from `from` on, up to one of unknown size. */
function elementsOf(bytes: Uint8Array, from: number, to: number): Element[] {
  const found: Element[] = [];
  for (let at = from; at < to;) {
    const idLength = lengthAt(bytes, at);
    const sizeLength = lengthAt(bytes, at + idLength);
    const start = at + idLength + sizeLength;
    if (idLength > 4 || sizeLength > 8 || start > to) break;
    const size = numberAt(bytes, at + idLength, sizeLength) - 2 ** (7 * sizeLength);
    const end = isAllOnes(bytes.subarray(at + idLength, start)) ? UNKNOWN_SIZE : start + size;
    found.push({ id: numberAt(bytes, at, idLength), start, end, at });
    if (end === UNKNOWN_SIZE) break;
    at = end;
  }
  return found;
}

/** Whether the bits of a size say nothing but how long it is. */
function isAllOnes(size: Uint8Array): boolean {
  return size.every((byte, n) => byte === (n === 0 ? 2 ** (9 - size.length) - 1 : 0xff));
}

/** How many bytes a variable-length number takes: one more than its leading zero bits. */
function lengthAt(bytes: Uint8Array, at: number): number {
  return Math.clz32(bytes[at] ?? 0) - 23;
}

function numberAt(bytes: Uint8Array, at: number, length: number): number {
  return bytes.subarray(at, at + length).reduce((sum, byte) => sum * 256 + byte, 0);
}

function joined(parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
