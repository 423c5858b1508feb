// deno-lint-ignore-file no-control-regex -- formats are told by such bytes
import type { MimeType } from "./file_types.ts";

/** Bytes from a file's beginning that are enough to tell what it is. */
export const HEAD_BYTES = 4_096;
/** Where older readers look for a PDF, and browsers for markup (WHATWG MIME Sniffing §5.2 reads 1445). */
const FOREIGN_BYTES = 1_445;

/** MIME types that a beginning can be of, the words of a document that is none of ours, or undefined: perhaps text. */
export function typesOfHead(head: Uint8Array): readonly MimeType[] | undefined {
  return MAGIC.find(({ fits }) => fits(head, latin1(head)))?.types;
}

/** What else a file could be taken for by its beginning: markup or another document inside of a picture or a sound. */
export function foreignIn(head: Uint8Array): string | undefined {
  const text = latin1(head.subarray(0, FOREIGN_BYTES)).toLowerCase();
  return FOREIGN.find(([mark]) => text.includes(mark))?.[1];
}

/** Whether a text begins as HTML, SVG or XML do. */
export function beginsAsMarkup(text: string): boolean {
  return /^[\s\ufeff]*<[!?/a-z]/i.test(text);
}

const FOREIGN = [
  ["%pdf-", "a PDF document"],
  ["<!doctype", "a web page"],
  ["<html", "a web page"],
  ["<script", "a script"],
  ["<svg", "an SVG picture"],
  ["<?php", "a script"],
] as const;

interface Magic {
  types: readonly MimeType[];
  fits(head: Uint8Array, text: string): boolean;
}

const MAGIC: Magic[] = [
  { types: ["image/png"], fits: (_, text) => text.startsWith("\x89PNG\r\n\x1a\n") },
  { types: ["image/jpeg"], fits: (_, text) => text.startsWith("\xff\xd8\xff") },
  { types: ["image/gif"], fits: (_, text) => /^GIF8[79]a/.test(text) },
  { types: ["image/webp"], fits: (_, text) => /^RIFF.{4}WEBPVP8[ LX]/s.test(text) },
  { types: ["audio/wav"], fits: (_, text) => /^RIFF.{4}WAVE/s.test(text) },
  { types: ["application/pdf"], fits: (_, text) => /^%PDF-[12]\.\d/.test(text) },
  { types: ["audio/ogg"], fits: (_, text) => /^OggS.{24}(OpusHead|\x01vorbis)/s.test(text) },
  { types: ["audio/webm"], fits: (_, text) => isWebmSound(text) },
  { types: ["audio/mp4"], fits: (_, text) => /^.{4}ftyp(M4A |M4B |mp4[12]|iso[m2-9]|dash)/s.test(text) },
  {
    types: [
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ],
    fits: (_, text) => text.startsWith("PK\x03\x04"),
  },
  // A preamble of zeros (PS3.10 §7.1): with other bytes there it could be a program too.
  { types: ["application/dicom"], fits: (_, text) => /^\0{128}DICM/.test(text) },
  { types: ["audio/mpeg"], fits: (head, text) => /^ID3[\x02-\x04]/.test(text) || beginsAsMp3(head) },
];

/** EBML with the document type webm, and tracks of sound only (their codec ids begin with `A_`). */
function isWebmSound(text: string): boolean {
  const isWebm = /^\x1a\x45\xdf\xa3.{0,64}\x42\x82.{1,8}webm/s.test(text);
  return isWebm && /A_(OPUS|VORBIS)/.test(text) && !/V_(VP8|VP9|AV1|MPEG)/.test(text);
}

/** Whether a box of an MPEG-4 file says that there is a track of pictures (ISO/IEC 14496-12 §8.4.3). */
export function hasVideoTrack(bytes: Uint8Array): boolean {
  return /hdlr.{8}vide/s.test(latin1(bytes));
}

/** kbit/s of MPEG-1 and MPEG-2/2.5 layer III (ISO/IEC 11172-3 §2.4.2.3, 13818-3 §2.4.2.3). */
const MP3_KBITS = [
  [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;
const MP3_HERTZ = [44_100, 48_000, 32_000] as const;

/** Two frames in a row, or as much of the second one as there is: a single sync word is too little. */
function beginsAsMp3(head: Uint8Array): boolean {
  const bytes = mp3FrameBytes(head);
  if (bytes === undefined) return false;
  return bytes >= head.length || mp3FrameBytes(head.subarray(bytes)) !== undefined;
}

function mp3FrameBytes(head: Uint8Array): number | undefined {
  const [sync = 0, kind = 0, rates = 0] = head;
  const version = (kind >> 3) & 3;
  const isLayer3 = sync === 0xff && (kind & 0xe0) === 0xe0 && ((kind >> 1) & 3) === 1 && version !== 1;
  const kbits = MP3_KBITS[version === 3 ? 0 : 1]?.[(rates >> 4) - 1];
  const hertz = MP3_HERTZ[(rates >> 2) & 3];
  if (!isLayer3 || kbits === undefined || hertz === undefined) return undefined;
  const scale = version === 3 ? { samples: 144, slower: 1 } : { samples: 72, slower: version === 2 ? 2 : 4 };
  return Math.floor(scale.samples * kbits * 1_000 * scale.slower / hertz) + ((rates >> 1) & 1);
}

function latin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += HEAD_BYTES) {
    text += String.fromCharCode(...bytes.subarray(at, at + HEAD_BYTES));
  }
  return text;
}
