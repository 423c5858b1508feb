import { extensionOf } from "./file_name.ts";
import { accept, type Outcome, refuse, type Refused, refuseField } from "../outcome.ts";
import { FILE_TYPES, type MimeType, typeOfExtension } from "./file_types.ts";
import { gifSize, type ImageSize, JpegSizeReader, pngSize, webpSize } from "./image_size.ts";
import { beginsAsMarkup, foreignIn, hasVideoTrack, HEAD_BYTES, typesOfHead } from "./magic.ts";
import { endsAsZip, ZIP_TAIL_BYTES, zipNames } from "./zip_tail.ts";

/** Most pixels of a picture: what shows it needs four bytes for each. */
export const PIXELS_MAX = 50_000_000;

/** What a file turned out to be. */
export interface FileFacts {
  type: MimeType;
  /** Bytes. */
  size: number;
  image: ImageSize | null;
}

/**
 * Finds out what a file is while its bytes come: its content, its extension and the list of what may be uploaded have to
 * agree. Copies the beginning and the end, and keeps nothing of what it is given.
 */
export class FileInspection {
  readonly #extension: string;
  readonly #jpeg = new JpegSizeReader();
  readonly #text = new TextDecoder("utf-8", { fatal: true });
  readonly #tail = new Tail(ZIP_TAIL_BYTES);
  #head: Uint8Array = new Uint8Array();
  #size = 0;
  #isText = true;
  #startsWith = "";
  #type: MimeType | undefined;

  /** `name` as `cleanFileName` gives it. */
  constructor(name: string) {
    this.#extension = extensionOf(name);
  }

  /** Takes the next bytes; gives a refusal as soon as there is no hope. */
  add(bytes: Uint8Array): Refused | undefined {
    this.#size += bytes.length;
    this.#tail.add(bytes);
    if (this.#head.length < HEAD_BYTES) this.#head = begun(this.#head, bytes);
    this.#jpeg.add(bytes);
    if (this.#isText) this.#readText(bytes);
    if (this.#head.length < HEAD_BYTES) return undefined;
    return this.#type ? this.#decideAgain(this.#type) : this.#decide();
  }

  /** The verdict on the whole file; bytes after it are not looked at. */
  end(): Outcome<FileFacts> {
    if (this.#size === 0) return wrong("This file is empty.");
    if (this.#isText) this.#readText(undefined);
    const refusal = this.#decide() ?? this.#decideByEnd();
    if (refusal) return refusal;
    const type = this.#type;
    if (!type) throw new Error("Cannot judge a file that has no type");
    const image = this.#imageSize(type);
    if (!image && type.startsWith("image/")) {
      return unsupported(UNREADABLE);
    }
    return accept({ type, size: this.#size, image: image ?? null });
  }

  /** What the beginning says, as far as it is known. */
  #decide(): Refused | undefined {
    const candidates = typesOfHead(this.#head) ?? (this.#isText ? ["text/plain" as const] : undefined);
    if (!candidates) {
      return unsupported(UNKNOWN);
    }
    const claimed = typeOfExtension(this.#extension);
    if (this.#extension !== "" && !claimed) {
      return unsupported(`Files that end in .${shown(this.#extension)} can’t be sent. ${ALLOWED}`);
    }
    const type = claimed === undefined ? candidates[0] : candidates.find((one) => one === claimed);
    if (!type) {
      return unsupported(disagreement(candidates, this.#extension));
    }
    this.#type = type;
    if (type === "text/plain" && beginsAsMarkup(this.#startsWith)) {
      return unsupported(`This is a web page or markup and no plain text. ${ALLOWED}`);
    }
    const foreign = /^(image|audio)\/|dicom/.test(type) ? foreignIn(this.#head) : undefined;
    if (foreign) return ambiguous(type, foreign);
    const image = this.#imageSize(type);
    return image ? imageRefusal(image) : undefined;
  }

  /** What may have become known since. */
  #decideAgain(type: MimeType): Refused | undefined {
    if (type === "text/plain" && !this.#isText) {
      return unsupported(UNKNOWN);
    }
    const image = type === "image/jpeg" ? this.#jpeg.size : undefined;
    return image ? imageRefusal(image) : undefined;
  }

  /** What only the end tells: archives, and pictures that move. */
  #decideByEnd(): Refused | undefined {
    const tail = this.#tail.bytes();
    const type = this.#type;
    if (type && OFFICE[type]) return officeRefusal(type, OFFICE[type], zipNames(tail, this.#size));
    if (type && endsAsZip(tail)) return ambiguous(type, "an archive");
    if (type === "audio/mp4" && (hasVideoTrack(this.#head) || hasVideoTrack(tail))) {
      return unsupported(`This is a video. ${ALLOWED}`);
    }
    return undefined;
  }

  /** Null when there is none; undefined while it may still come. */
  #imageSize(type: MimeType): ImageSize | null | undefined {
    if (type === "image/jpeg") return this.#jpeg.size;
    if (type === "image/png") return pngSize(this.#head) ?? null;
    if (type === "image/gif") return gifSize(this.#head) ?? null;
    if (type === "image/webp") return webpSize(this.#head) ?? null;
    return undefined;
  }

  #readText(bytes: Uint8Array | undefined): void {
    try {
      const text = bytes ? this.#text.decode(bytes, { stream: true }) : this.#text.decode();
      if (this.#startsWith.length < HEAD_BYTES) this.#startsWith += text.slice(0, HEAD_BYTES);
      // deno-lint-ignore no-control-regex
      this.#isText = !/[\0-\x08\x0b\x0e-\x1f\x7f]/.test(text);
    } catch {
      this.#isText = false;
    }
  }
}

/** The last bytes of what comes, in a ring. */
class Tail {
  readonly #ring: Uint8Array;
  #total = 0;

  constructor(length: number) {
    this.#ring = new Uint8Array(length);
  }

  add(bytes: Uint8Array): void {
    const { length } = this.#ring;
    const last = bytes.subarray(Math.max(0, bytes.length - length));
    const at = (this.#total + bytes.length - last.length) % length;
    const first = last.subarray(0, length - at);
    this.#ring.set(first, at);
    this.#ring.set(last.subarray(first.length), 0);
    this.#total += bytes.length;
  }

  bytes(): Uint8Array {
    const { length } = this.#ring;
    if (this.#total <= length) return this.#ring.slice(0, this.#total);
    const at = this.#total % length;
    return joined([this.#ring.subarray(at), this.#ring.subarray(0, at)], length);
  }
}

const ALLOWED =
  "Pictures (PNG, JPEG, WebP, GIF), PDF, plain text, sound recordings, Word and Excel documents and " +
  "DICOM images can.";
const UNKNOWN = `This kind of file can’t be sent. ${ALLOWED}`;
const UNREADABLE = "This picture can’t be read: its size does not stand where it should.";

/** The part that each kind of office document has. */
const OFFICE: Partial<Record<MimeType, string>> = {
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word/document.xml",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xl/workbook.xml",
};
/** Parts that run: macros, controls and programs. */
const RUNS = /vbaProject|activeX\/|\.(bin|exe|dll|js|vbs|bat|cmd|ps1)$/i;
const PRINTER_SETTINGS = /printerSettings\d*\.bin$/i;

function officeRefusal(
  type: MimeType,
  part: string,
  names: string[] | undefined,
): Refused | undefined {
  const isWhole = names?.includes("[Content_Types].xml") && names.includes(part);
  if (!names || !isWhole) {
    return unsupported(`This is not ${FILE_TYPES[type].words}, or it can’t be read. ${ALLOWED}`);
  }
  return names.some((name) => RUNS.test(name) && !PRINTER_SETTINGS.test(name))
    ? unsupported("This document has macros or programs in it, and such can’t be sent.")
    : undefined;
}

function imageRefusal({ width, height }: ImageSize): Refused | undefined {
  if (width === 0 || height === 0) {
    return unsupported(UNREADABLE);
  }
  if (width * height <= PIXELS_MAX) return undefined;
  return wrong(
    `This picture has ${width} × ${height} pixels; at most ${PIXELS_MAX / 1_000_000} million can be sent.`,
  );
}

function disagreement(candidates: readonly MimeType[], extension: string): string {
  const words = candidates.map((one) => FILE_TYPES[one].words).join(" or ");
  return `The name ends in .${shown(extension)}, but this is ${words}.`;
}

function ambiguous(type: MimeType, other: string): Refused {
  return unsupported(`This is ${FILE_TYPES[type].words} and also ${other}; such can’t be sent.`);
}

/** What a file is, or is not: 415 over HTTP. */
function unsupported(message: string): Refused {
  return refuse("bad_request", message, { finer: "unsupported_type" });
}

function wrong(message: string): Refused {
  return refuseField("file", message);
}

function shown(extension: string): string {
  return extension.slice(0, 16);
}

function begun(head: Uint8Array, bytes: Uint8Array): Uint8Array {
  return joined(
    [head, bytes.subarray(0, HEAD_BYTES - head.length)],
    Math.min(HEAD_BYTES, head.length + bytes.length),
  );
}

function joined(parts: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
