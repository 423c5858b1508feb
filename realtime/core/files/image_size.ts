/** Pixels. */
export interface ImageSize {
  width: number;
  height: number;
}

/** The size that stands in the head of a PNG (its IHDR chunk comes first: PNG third edition §5.6). */
export function pngSize(head: Uint8Array): ImageSize | undefined {
  if (head.length < 24 || String.fromCharCode(...head.subarray(12, 16)) !== "IHDR") return undefined;
  const view = viewOf(head);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** The logical screen of a GIF (GIF89a §18). */
export function gifSize(head: Uint8Array): ImageSize | undefined {
  if (head.length < 10) return undefined;
  const view = viewOf(head);
  return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

/** The canvas of a WebP, in each of its three forms (RFC 9649 §2.5-2.7). */
export function webpSize(head: Uint8Array): ImageSize | undefined {
  if (head.length < 30) return undefined;
  const view = viewOf(head);
  const form = String.fromCharCode(...head.subarray(12, 16));
  if (form === "VP8X") {
    const three = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
    return { width: three(24) + 1, height: three(27) + 1 };
  }
  if (form === "VP8L") {
    const bits = view.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  const isKeyFrame = head[23] === 0x9d && head[24] === 0x01 && head[25] === 0x2a;
  if (form !== "VP8 " || !isKeyFrame) return undefined;
  return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
}

/** A marker, its length, and what a frame header has up to the width (ITU T.81 §B.2.2). */
const JPEG_STEP_BYTES = 9;
/** Like RSTn, SOI and EOI, which are numbered just before it, it may not stand before the frame header. */
const START_OF_SCAN = 0xda;

/**
 * Finds the frame header of a JPEG as its bytes come: colour profiles before it can be megabytes, so it goes from marker to
 * marker and keeps only a few bytes.
 */
export class JpegSizeReader {
  /** Undefined until the frame header was met; null when there can be none. */
  size: ImageSize | null | undefined;
  /** Bytes up to the next marker; the first two are the start of the image. */
  #skip = 2;
  #carried: Uint8Array = new Uint8Array();

  add(bytes: Uint8Array): void {
    if (this.size !== undefined) return;
    let rest = joined(this.#carried, bytes);
    while (this.size === undefined) {
      const skipped = Math.min(this.#skip, rest.length);
      this.#skip -= skipped;
      rest = rest.subarray(skipped);
      if (this.#skip > 0 || rest.length < JPEG_STEP_BYTES) break;
      this.#skip = this.#step(rest);
    }
    this.#carried = new Uint8Array(rest.subarray(0, JPEG_STEP_BYTES));
  }

  /** Looks at one marker; gives the bytes from here to the next one. */
  #step(bytes: Uint8Array): number {
    const view = viewOf(bytes);
    const marker = view.getUint8(1);
    if (view.getUint8(0) !== 0xff) this.size = null;
    // Fill bytes may stand before a marker.
    else if (marker === 0xff) return 1;
    else if (isFrame(marker)) this.size = { width: view.getUint16(7), height: view.getUint16(5) };
    else if (marker < 0xc0 || (marker >= 0xd0 && marker <= START_OF_SCAN)) this.size = null;
    return 2 + view.getUint16(2);
  }
}

/** SOF0 to SOF15 without the tables DHT, JPG and DAC, which lie between them. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
