import { BODY_LENGTH_MAX } from "./body_length.ts";
import type { MessageType } from "./fields.ts";
import type { Role } from "./identity.ts";
import { may } from "./rights.ts";

/** Most files of one message. */
export const ATTACHMENTS_MAX = 20;
/** Longest title of a prescription or report, in UTF-16 code units. */
export const TITLE_LENGTH_MAX = 200;

/** What somebody wants to send, apart from where to. */
export interface MessageContent {
  messageType: MessageType;
  body: string;
  attachmentIds: readonly string[];
}

/** Why a message is none of its type, and the field at fault. */
export interface ContentProblem {
  code: "bad_request" | "forbidden";
  path: "message_type" | "body" | "attachment_ids";
  message: string;
}

/** What one type of message consists of. */
interface Needs {
  filesMin: number;
  filesMax: number;
  /** MIME types of its files; any where it is missing. */
  fileTypes?: { pattern: RegExp; name: string };
  /** What its body has to be: a text, a title, or nothing in particular. */
  body: "text" | "title" | "any";
}

const DOCUMENT: Needs = {
  filesMin: 1,
  filesMax: 1,
  fileTypes: { pattern: /^(application\/pdf$|image\/)/, name: "a PDF or an image" },
  body: "title",
};

const NEEDS: Record<MessageType, Needs> = {
  text: { filesMin: 0, filesMax: ATTACHMENTS_MAX, body: "text" },
  image: {
    filesMin: 1,
    filesMax: 10,
    fileTypes: { pattern: /^image\//, name: "images only" },
    body: "any",
  },
  voice_note: {
    filesMin: 1,
    filesMax: 1,
    fileTypes: { pattern: /^audio\//, name: "a sound recording" },
    body: "any",
  },
  file: { filesMin: 1, filesMax: 10, body: "any" },
  prescription: DOCUMENT,
  report: DOCUMENT,
};
const FOR_PRESCRIBERS: readonly MessageType[] = ["prescription", "report"];

/** What is wrong with a message of its type by this person, as far as it can be told without looking at its files. */
export function contentProblem(role: Role, content: MessageContent): ContentProblem | undefined {
  const { messageType, body, attachmentIds } = content;
  const needs = NEEDS[messageType];
  if (FOR_PRESCRIBERS.includes(messageType) && !may(role, "message.prescribe", "participant")) {
    return {
      code: "forbidden",
      path: "message_type",
      message: `Only a doctor can send a ${messageType}.`,
    };
  }
  return bodyProblem(needs, messageType, body) ?? countProblem(needs, messageType, attachmentIds);
}

/** What is wrong with the MIME types of a message's files. */
export function fileTypeProblem(
  messageType: MessageType,
  fileTypes: readonly string[],
): ContentProblem | undefined {
  const wanted = NEEDS[messageType].fileTypes;
  if (!wanted || fileTypes.every((one) => wanted.pattern.test(one))) return undefined;
  return wrongFiles(`A message of type ${messageType} takes ${wanted.name}.`);
}

function bodyProblem(needs: Needs, messageType: MessageType, body: string): ContentProblem | undefined {
  if (needs.body === "text" && body === "") return wrongBody("A text can't be empty.");
  if (body.length > BODY_LENGTH_MAX) return wrongBody(`At most ${BODY_LENGTH_MAX} characters.`);
  if (needs.body === "title" && (body.trim() === "" || body.length > TITLE_LENGTH_MAX)) {
    return wrongBody(`A ${messageType} has a title of 1 to ${TITLE_LENGTH_MAX} characters.`);
  }
  return undefined;
}

function countProblem(
  { filesMin, filesMax }: Needs,
  messageType: MessageType,
  ids: readonly string[],
): ContentProblem | undefined {
  if (new Set(ids.map((one) => one.toLowerCase())).size < ids.length) {
    return wrongFiles("The same attachment stands here twice.");
  }
  if (ids.length >= filesMin && ids.length <= filesMax) return undefined;
  const number = filesMin === filesMax ? `exactly ${filesMin}` : `${filesMin} to ${filesMax}`;
  return wrongFiles(`A message of type ${messageType} has ${number} attachments.`);
}

function wrongBody(message: string): ContentProblem {
  return { code: "bad_request", path: "body", message };
}

function wrongFiles(message: string): ContentProblem {
  return { code: "bad_request", path: "attachment_ids", message };
}
