import { deepEqual, equal } from "node:assert/strict";
import { BODY_LENGTH_MAX } from "../../realtime/core/body_length.ts";
import { MESSAGE_TYPES, type MessageType } from "../../realtime/core/fields.ts";
import type { Role } from "../../realtime/core/identity.ts";
import { contentProblem, fileTypeProblem, TITLE_LENGTH_MAX } from "../../realtime/core/message_content.ts";

const ids = (count: number) => Array.from({ length: count }, (_, n) => `a0000000-0000-4000-8000-${n + 1e11}`);

/** What is wrong, as `code path`, or "fits". */
function judge(messageType: MessageType, body: string, files: number, role: Role = "doctor"): string {
  const problem = contentProblem(role, { messageType, body, attachmentIds: ids(files) });
  return problem ? `${problem.code} ${problem.path}` : "fits";
}

const WRONG_BODY = "bad_request body";
const WRONG_FILES = "bad_request attachment_ids";

Deno.test("contentProblem() wants a text in a text, with up to 20 files beside it [MSG-14]", () => {
  deepEqual([0, 1, 20, 21].map((files) => judge("text", "a", files)), ["fits", "fits", "fits", WRONG_FILES]);
  equal(judge("text", "", 1), WRONG_BODY);
  equal(judge("text", "x".repeat(BODY_LENGTH_MAX), 0), "fits");
  equal(judge("text", "x".repeat(BODY_LENGTH_MAX + 1), 0), WRONG_BODY);
});

Deno.test("contentProblem() wants 1 to 10 files in an image or a file, with a caption or without [MSG-14]", () => {
  for (const type of ["image", "file"] as const) {
    deepEqual(
      [0, 1, 10, 11].map((files) => judge(type, "", files)),
      [WRONG_FILES, "fits", "fits", WRONG_FILES],
    );
    equal(judge(type, "the left knee", 2), "fits");
  }
});

Deno.test("contentProblem() wants exactly one recording in a voice note [MSG-14]", () => {
  deepEqual([0, 1, 2].map((files) => judge("voice_note", "", files)), [WRONG_FILES, "fits", WRONG_FILES]);
});

Deno.test("contentProblem() wants one document with a title, from a doctor, in a prescription or report [MSG-14]", () => {
  for (const type of ["prescription", "report"] as const) {
    deepEqual([0, 1, 2].map((files) => judge(type, "Ibuprofen", files)), [WRONG_FILES, "fits", WRONG_FILES]);
    for (const title of ["", "  ", "x".repeat(TITLE_LENGTH_MAX + 1)]) {
      equal(judge(type, title, 1), WRONG_BODY);
    }
    equal(judge(type, "x".repeat(TITLE_LENGTH_MAX), 1), "fits");
    for (const role of ["patient", "admin"] as const) {
      equal(judge(type, "Ibuprofen", 1, role), "forbidden message_type");
    }
  }
});

Deno.test("contentProblem() refuses the same file twice, however its id is written [MSG-14]", () => {
  const [id = ""] = ids(1);
  const problem = contentProblem("patient", {
    messageType: "image",
    body: "",
    attachmentIds: [id, id.toUpperCase()],
  });
  equal(problem?.path, "attachment_ids");
});

Deno.test("fileTypeProblem() knows which files each type takes [MSG-14]", () => {
  const takes: Record<MessageType, string[]> = {
    text: ["application/pdf", "audio/ogg", "image/png", "text/plain"],
    file: ["application/pdf", "audio/ogg", "image/png", "text/plain"],
    image: ["image/png"],
    voice_note: ["audio/ogg"],
    prescription: ["application/pdf", "image/png"],
    report: ["application/pdf", "image/png"],
  };
  for (const type of MESSAGE_TYPES) {
    const taken = ["application/pdf", "audio/ogg", "image/png", "text/plain"].filter((one) =>
      !fileTypeProblem(type, [one])
    );
    deepEqual(taken, takes[type], type);
  }
  equal(fileTypeProblem("image", ["image/png", "text/html"])?.path, "attachment_ids");
  equal(fileTypeProblem("prescription", ["application/pdfx"])?.path, "attachment_ids");
});
