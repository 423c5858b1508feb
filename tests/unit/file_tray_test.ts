import { deepEqual, equal } from "node:assert/strict";
import { FileTray, TRAY_FILES_MAX } from "../../islands/models/file_tray.ts";

const BYTES_MAX = 100;

function trayFor({ papers = false } = {}) {
  let made = 0;
  return new FileTray({ newId: () => `file-${++made}`, bytesMax: BYTES_MAX, papers });
}

const chosen = (name: string, size = 1, type = "") => new File([new Uint8Array(size)], name, { type });
const names = (tray: FileTray) => tray.files.value.map((one) => one.name);

Deno.test("FileTray takes what may be sent and says of everything else why not [CHAT-12]", () => {
  const tray = trayFor();
  tray.add([
    chosen("knee.JPG"),
    chosen("program.exe"),
    chosen("page.svg", 1, "image/svg+xml"),
    chosen("scan.pdf", BYTES_MAX + 1),
    chosen("nothing.pdf", 0),
    chosen("photo", 1, "image/png"),
    chosen("thing", 1, "application/x-thing"),
  ]);
  deepEqual(names(tray), ["knee.JPG", "photo"]);
  deepEqual(tray.files.value.map((one) => [one.type, one.kind]), [["image/jpeg", "image"], [
    "image/png",
    "image",
  ]]);
  deepEqual(tray.problems.value, [
    { name: "program.exe", code: "unsupported_type" },
    { name: "page.svg", code: "unsupported_type" },
    { name: "scan.pdf", code: "too_large" },
    { name: "nothing.pdf", code: "empty" },
    { name: "thing", code: "unsupported_type" },
  ]);
  tray.add([chosen("second.pdf")]);
  deepEqual(tray.problems.value, []);
});

Deno.test("FileTray takes no more files than one message holds [CHAT-12]", () => {
  const tray = trayFor();
  tray.add(Array.from({ length: TRAY_FILES_MAX + 1 }, (_, n) => chosen(`${n}.png`)));
  equal(tray.files.value.length, TRAY_FILES_MAX);
  deepEqual(tray.problems.value, [{ name: `${TRAY_FILES_MAX}.png`, code: "too_many" }]);
});

Deno.test("FileTray.take() sends pictures as pictures, anything else as files, and is empty then [CHAT-14]", () => {
  const tray = trayFor();
  tray.add([chosen("a.png"), chosen("b.webp")]);
  equal(tray.take().messageType, "image");
  equal(tray.ready.value, false);
  tray.add([chosen("a.png"), chosen("b.pdf")]);
  const { files, messageType, title } = tray.take();
  deepEqual([files.length, messageType, title], [2, "file", ""]);
  deepEqual(names(tray), []);
});

Deno.test("FileTray offers prescription and report to doctors, for one PDF or picture [CHAT-22]", () => {
  const patient = trayFor();
  patient.add([chosen("a.pdf")]);
  deepEqual(patient.choices.value, []);
  const doctor = trayFor({ papers: true });
  deepEqual(doctor.choices.value, []);
  doctor.add([chosen("a.docx")]);
  deepEqual(doctor.choices.value, []);
  doctor.clear();
  doctor.add([chosen("a.pdf")]);
  deepEqual(doctor.choices.value, ["file", "prescription", "report"]);
  doctor.choose("prescription");
  doctor.add([chosen("b.pdf")]);
  deepEqual([doctor.choices.value, doctor.sendAs.value], [[], "file"]);
});

Deno.test("FileTray sends no paper without a title, and suggests the file's name [CHAT-22]", () => {
  const tray = trayFor({ papers: true });
  tray.add([chosen("Ibuprofen 400.pdf")]);
  tray.choose("prescription");
  equal(tray.title.value, "Ibuprofen 400");
  tray.title.value = "  ";
  equal(tray.ready.value, false);
  tray.title.value = " Ibuprofen ";
  const { messageType, title } = tray.take();
  deepEqual([messageType, title], ["prescription", "Ibuprofen"]);
  equal(tray.sendAs.value, "file");
});

Deno.test("FileTray.remove() takes a file out again [CHAT-12]", () => {
  const tray = trayFor();
  tray.add([chosen("a.png"), chosen("b.png")]);
  tray.remove("file-1");
  deepEqual(names(tray), ["b.png"]);
});
