import type { MessageType } from "../../realtime/core/fields.ts";

/** Most messages that wait unsent in one conversation; more are refused until some are gone. */
export const OUTBOX_MAX = 100;

/** A file of an unsent message. Its bytes live in the page alone. */
export interface UnsentFile {
  /** Names its upload too, so that a repeated upload makes no second attachment. */
  clientId: string;
  name: string;
  /** MIME type as the browser calls it; may be empty. */
  type: string;
  /** Bytes. */
  size: number;
  /** Set once the server has it; from then on it survives a reload. */
  attachmentId: string | null;
}

/** A message of one's own that the server has not acknowledged. */
export interface UnsentMessage {
  clientId: string;
  body: string;
  messageType: MessageType;
  files: readonly UnsentFile[];
  callId: string | null;
  /** ISO 8601 time of writing; the order in which messages go out. */
  writtenAt: string;
  /** Set when the server refused it for good; such a message waits for the person. */
  refusal: string | null;
}

type Fields = Record<string, unknown>;

/** Whether the server has all files of a message, so that the message itself can go. */
export function isUploaded(message: UnsentMessage): boolean {
  return message.files.every((one) => one.attachmentId !== null);
}

/** Reads one message or a list of them as JSON; anything else counts as none. */
export function parseOutbox(text: string | null | undefined): UnsentMessage[] {
  const value = [parse(text)].flat();
  return value.map(withFiles).filter(isUnsent).slice(0, OUTBOX_MAX);
}

function parse(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

/** A tab may still hold texts from before messages had files. */
function withFiles(value: unknown): unknown {
  return { messageType: "text", files: [], ...Object(value) };
}

function isUnsent(value: unknown): value is UnsentMessage {
  const { clientId, body, messageType, files, callId, writtenAt, refusal }: Fields = Object(value);
  return areTexts([clientId, body, messageType, writtenAt, callId ?? "", refusal ?? ""]) &&
    Array.isArray(files) && files.every(isUnsentFile);
}

function isUnsentFile(value: unknown): boolean {
  const { clientId, name, type, size, attachmentId }: Fields = Object(value);
  return areTexts([clientId, name, type, attachmentId ?? ""]) && typeof size === "number";
}

function areTexts(values: unknown[]): boolean {
  return values.every((one) => typeof one === "string");
}
