type Bytes = Uint8Array<ArrayBuffer>;

/** One byte for each character up to U+00FF. */
export function bytesOf(text: string): Bytes {
  return Uint8Array.from(text, (one) => one.charCodeAt(0));
}

/** All parts, one after the other; texts as `bytesOf` reads them. */
export function joined(...parts: (Uint8Array | string)[]): Bytes {
  const all = parts.map((one) => typeof one === "string" ? bytesOf(one) : one);
  const whole = new Uint8Array(all.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const one of all) {
    whole.set(one, at);
    at += one.length;
  }
  return whole;
}

/** Bytes that repeat nothing for long, the same for the same seed. */
export function noise(length: number, seed = 1): Bytes {
  const bytes = new Uint8Array(length);
  let state = seed >>> 0 || 1;
  for (let at = 0; at < length; at++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    bytes[at] = state;
  }
  return bytes;
}

/** The head of a PNG of this size, then anything. */
export function png(width = 4, height = 3, rest: Uint8Array | string = "rest"): Bytes {
  return joined("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", be32(width), be32(height), "\x08\x02\0\0\0", rest);
}

/** A JPEG with segments of `before` bytes ahead of its frame header. */
export function jpeg(width = 4, height = 3, before: number[] = [16]): Bytes {
  const segments = before.map((length) => joined("\xff\xe2", be16(length), new Uint8Array(length - 2)));
  return joined(
    "\xff\xd8",
    ...segments,
    "\xff\xc0\0\x11\x08",
    be16(height),
    be16(width),
    "\x03rest of the frame header\xff\xda",
    noise(100),
  );
}

export function gif(width = 4, height = 3): Bytes {
  return joined("GIF89a", le16(width), le16(height), "\x80\0\0", noise(30));
}

export function webp(form: "VP8 " | "VP8L" | "VP8X" = "VP8X", width = 4, height = 3): Bytes {
  const size = {
    "VP8X": joined("\0\0\0\0", le24(width - 1), le24(height - 1)),
    "VP8L": joined("\x2f", le32((width - 1) | ((height - 1) << 14)), noise(5)),
    "VP8 ": joined("\0\0\0\x9d\x01\x2a", le16(width), le16(height)),
  }[form];
  return joined("RIFF\x20\0\0\0WEBP", form, "\x0a\0\0\0", size, noise(20));
}

export function pdf(): Bytes {
  return joined("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", noise(50), "\n%%EOF\n");
}

export function oggOpus(): Bytes {
  return joined("OggS\0\x02", new Uint8Array(20), "\x01\x13OpusHead\x01\x01", noise(60));
}

/** What a browser records: EBML, then tracks with this codec. */
export function webm(codec = "A_OPUS"): Bytes {
  return joined(
    "\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm\x42\x87\x81\x04",
    "\x86\x86",
    codec,
    noise(200),
  );
}

/** An MPEG-4 file with one track of this handler. */
export function mp4(brand = "M4A ", handler = "soun"): Bytes {
  return joined(
    "\0\0\0\x18ftyp",
    brand,
    "\0\0\0\0isommp42",
    "\0\0\0\x20hdlr\0\0\0\0\0\0\0\0",
    handler,
    noise(80),
  );
}

/** Two frames of 128 kbit/s at 44.1 kHz, 417 bytes each. */
export function mp3(): Bytes {
  const frame = joined("\xff\xfb\x90\x00", new Uint8Array(413));
  return joined(frame, frame);
}

export function wav(): Bytes {
  return joined("RIFF\x24\0\0\0WAVEfmt ", noise(60));
}

export function dicom(preamble = new Uint8Array(128)): Bytes {
  return joined(preamble, "DICM", noise(60));
}

/** An archive of empty parts with these names. */
export function zip(names: string[], comment = ""): Bytes {
  const local = names.map((name) =>
    joined("PK\x03\x04", new Uint8Array(22), le16(name.length), le16(0), name)
  );
  const central = names.map((name) =>
    joined("PK\x01\x02", new Uint8Array(24), le16(name.length), new Uint8Array(16), name)
  );
  const [files, directory] = [joined(...local), joined(...central)];
  return joined(
    files,
    directory,
    "PK\x05\x06\0\0\0\0",
    le16(names.length),
    le16(names.length),
    le32(directory.length),
    le32(files.length),
    le16(comment.length),
    comment,
  );
}

export const DOCX_PARTS = ["[Content_Types].xml", "_rels/.rels", "word/document.xml"];
export const XLSX_PARTS = [
  "[Content_Types].xml",
  "xl/workbook.xml",
  "xl/printerSettings/printerSettings1.bin",
];

function be16(value: number): Bytes {
  return new Uint8Array([value >> 8, value]);
}
function be32(value: number): Bytes {
  return joined(be16(value >>> 16), be16(value & 0xffff));
}
function le16(value: number): Bytes {
  return be16(value).reverse();
}
function le24(value: number): Bytes {
  return new Uint8Array([value, value >> 8, value >> 16]);
}
function le32(value: number): Bytes {
  return be32(value).reverse();
}
