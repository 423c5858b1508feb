import { deepEqual, equal, match, ok } from "node:assert/strict";
import { type FileFacts, FileInspection, PIXELS_MAX } from "../../realtime/core/files/file_inspection.ts";
import type { Outcome } from "../../realtime/core/outcome.ts";
import { ZIP_TAIL_BYTES } from "../../realtime/core/files/zip_tail.ts";
import * as sample from "../support/sample_files.ts";

/** The verdict on a file that comes in pieces of this length. */
function inspect(name: string, bytes: Uint8Array, piece = 64 * 1024): Outcome<FileFacts> {
  const inspection = new FileInspection(name);
  for (let at = 0; at < bytes.length; at += piece) {
    const refusal = inspection.add(bytes.subarray(at, at + piece));
    if (refusal) return refusal;
  }
  return inspection.end();
}

function typeIn(verdict: Outcome<FileFacts>): string {
  return verdict.ok ? verdict.value.type : `refused: ${verdict.code} ${verdict.message}`;
}

const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const TAKEN: [name: string, bytes: Uint8Array, type: string][] = [
  ["a.png", sample.png(), "image/png"],
  ["a.JPG", sample.jpeg(), "image/jpeg"],
  ["a.jpeg", sample.jpeg(4, 3, [65_535, 65_535, 65_535]), "image/jpeg"],
  ["a.gif", sample.gif(), "image/gif"],
  ["a.webp", sample.webp("VP8 "), "image/webp"],
  ["a.webp", sample.webp("VP8L"), "image/webp"],
  ["a.webp", sample.webp("VP8X"), "image/webp"],
  ["a.pdf", sample.pdf(), "application/pdf"],
  ["a.txt", sample.bytesOf("a plain text\r\n\twith lines"), "text/plain"],
  ["a.txt", new TextEncoder().encode("\ufeffÄrztin 👩‍⚕️ <5 mmol/l"), "text/plain"],
  ["a.ogg", sample.oggOpus(), "audio/ogg"],
  ["a.opus", sample.oggOpus(), "audio/ogg"],
  ["voice.webm", sample.webm(), "audio/webm"],
  ["voice.m4a", sample.mp4(), "audio/mp4"],
  ["voice.mp4", sample.mp4("iso5"), "audio/mp4"],
  ["a.mp3", sample.mp3(), "audio/mpeg"],
  ["a.mp3", sample.joined("ID3\x03\0\0\0\0\0\0", sample.noise(50)), "audio/mpeg"],
  ["a.wav", sample.wav(), "audio/wav"],
  ["a.dcm", sample.dicom(), "application/dicom"],
  ["a.docx", sample.zip(sample.DOCX_PARTS), DOCX],
  ["a.xlsx", sample.zip(sample.XLSX_PARTS, "a comment"), XLSX],
  ["blob", sample.webm(), "audio/webm"],
  ["README", sample.bytesOf("no extension claims nothing"), "text/plain"],
];

for (const [name, bytes, type] of TAKEN) {
  Deno.test(`FileInspection finds ${type} in ${name}, in whole and byte by byte [FILE-3]`, () => {
    equal(typeIn(inspect(name, bytes)), type);
    equal(typeIn(inspect(name, bytes, bytes.length > 10_000 ? 997 : 1)), type);
  });
}

const PROGRAM = sample.joined("MZ\x90\0\x03", sample.noise(200));
const REFUSED: [name: string, bytes: Uint8Array, why: RegExp][] = [
  ["a.png", sample.jpeg(), /ends in \.png, but this is a JPEG picture/],
  ["a.jpg", sample.bytesOf("just words"), /ends in \.jpg, but this is plain text/],
  ["a.txt", sample.pdf(), /ends in \.txt, but this is a PDF document/],
  ["a.pdf", sample.joined("\n", sample.pdf()), /can’t be sent/],
  ["a.exe", PROGRAM, /can’t be sent/],
  ["photo.png", PROGRAM, /can’t be sent/],
  ["photo.png.exe", sample.png(), /end in \.exe/],
  ["a.svg", sample.bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>'), /end in \.svg/],
  ["a.html", sample.bytesOf("<!doctype html><p>"), /end in \.html/],
  ["a.txt", sample.bytesOf(" \n<script>alert(1)</script>"), /web page or markup/],
  ["a.txt", sample.joined("\xef\xbb\xbf", '<?xml version="1.0"?><svg/>'), /web page or markup/],
  ["svg", sample.bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>'), /web page or markup/],
  ["a.txt", sample.bytesOf("a nul \0 in it"), /can’t be sent/],
  ["a.txt", sample.bytesOf("half a character \xe2\x82"), /can’t be sent/],
  ["a.txt", sample.joined("x".repeat(70_000), "\x1b[31m"), /can’t be sent/],
  ["a.zip", sample.zip(["a"]), /end in \.zip/],
  ["a.docx", sample.zip(["a"]), /not a Word document/],
  ["a.docx", sample.zip(sample.XLSX_PARTS), /not a Word document/],
  ["a.xlsx", sample.zip(sample.DOCX_PARTS), /not an Excel sheet/],
  ["a.docx", sample.zip(sample.DOCX_PARTS).slice(0, -1), /not a Word document/],
  ["a.docx", sample.zip([...sample.DOCX_PARTS, "word/vbaProject.bin"]), /macros or programs/],
  ["a.docx", sample.zip([...sample.DOCX_PARTS, "word/activeX/activeX1.xml"]), /macros or programs/],
  ["a.docx", sample.zip([...sample.DOCX_PARTS, "word/embeddings/setup.exe"]), /macros or programs/],
  ["a.dcm", sample.dicom(sample.joined("MZ", new Uint8Array(126))), /can’t be sent/],
  ["a.webm", sample.webm("V_VP8"), /can’t be sent/],
  ["a.webm", sample.joined(sample.webm(), "V_VP9"), /can’t be sent/],
  ["a.mp4", sample.mp4("isom", "vide"), /is a video/],
  ["a.mp3", sample.joined("\xff\xfb\x90\x00", sample.noise(2_000)), /can’t be sent/],
  ["a.png", sample.bytesOf("\x89PNG\r\n\x1a\n cut"), /can’t be read/],
  ["a.png", sample.png(0, 7), /can’t be read/],
  ["a.jpg", sample.joined("\xff\xd8\xff\xda\0\x08", sample.noise(90)), /can’t be read/],
  ["a.jpg", sample.joined("\xff\xd8\xff\xe1\xff\xff", sample.noise(90)), /can’t be read/],
  ["a.gif", sample.bytesOf("GIF89a"), /can’t be read/],
  // Files that are two things at once.
  ["a.png", sample.png(4, 3, sample.pdf()), /also a PDF document/],
  ["a.gif", sample.joined(sample.gif(), "<script>alert(1)</script>"), /also a script/],
  ["a.jpg", sample.joined(sample.jpeg(), "<HTML>"), /also a web page/],
  ["a.png", sample.joined(sample.png(), sample.noise(200_000), sample.zip(["evil.js"])), /also an archive/],
  ["a.pdf", sample.joined(sample.pdf(), sample.zip(["evil.js"], "x".repeat(60_000))), /also an archive/],
];

for (const [name, bytes, why] of REFUSED) {
  Deno.test(`FileInspection refuses ${name}: ${why.source} [FILE-3]`, () => {
    for (const piece of [64 * 1024, 61]) {
      const verdict = inspect(name, bytes, piece);
      ok(!verdict.ok);
      equal(verdict.finer, "unsupported_type");
      match(verdict.message, why);
    }
  });
}

Deno.test("FileInspection reads the size of pictures [FILE-4]", () => {
  const sizes = [
    ["a.png", sample.png(640, 480)],
    ["a.jpg", sample.jpeg(640, 480, [2_000, 65_535, 65_535])],
    ["a.gif", sample.gif(640, 480)],
    ["a.webp", sample.webp("VP8 ", 640, 480)],
    ["a.webp", sample.webp("VP8L", 640, 480)],
    ["a.webp", sample.webp("VP8X", 640, 480)],
  ] as const;
  for (const [name, bytes] of sizes) {
    for (const piece of [1_000_000, 7]) {
      const verdict = inspect(name, bytes, piece);
      deepEqual(verdict.ok && verdict.value.image, { width: 640, height: 480 }, name);
    }
  }
});

Deno.test("FileInspection refuses more pixels than can be shown, before the rest comes [FILE-4]", () => {
  const inspection = new FileInspection("a.png");
  const refusal = inspection.add(sample.png(10_000, PIXELS_MAX / 10_000 + 1, sample.noise(5_000)));
  deepEqual([refusal?.code, refusal?.errors?.[0]?.path], ["bad_request", "file"]);
  ok(inspect("a.png", sample.png(10_000, PIXELS_MAX / 10_000)).ok);
  const late = new FileInspection("a.jpg");
  const bomb = sample.jpeg(60_000, 60_000, [65_535, 65_535]);
  equal(late.add(bomb.subarray(0, 100_000)), undefined);
  equal(late.add(bomb.subarray(100_000))?.code, "bad_request");
});

Deno.test("FileInspection refuses an empty file, and counts the bytes of others [FILE-3]", () => {
  const empty = inspect("a.txt", new Uint8Array());
  deepEqual([empty.ok, !empty.ok && empty.code], [false, "bad_request"]);
  const text = inspect("a.txt", sample.bytesOf("x".repeat(200_001)));
  equal(text.ok && text.value.size, 200_001);
});

Deno.test("FileInspection reads an archive whose directory begins far before its end [FILE-3]", () => {
  const many = Array.from({ length: 900 }, (_, n) => `word/media/image${n}.png`);
  equal(typeIn(inspect("a.docx", sample.zip([...sample.DOCX_PARTS, ...many]), 5_000)), DOCX);
  const tooMany = Array.from({ length: 3_000 }, (_, n) => `word/media/image${n}.png`);
  const whole = sample.joined(sample.zip([...sample.DOCX_PARTS, ...tooMany]));
  ok(whole.length > 2 * ZIP_TAIL_BYTES);
  match(typeIn(inspect("a.docx", whole)), /not a Word document/);
});
