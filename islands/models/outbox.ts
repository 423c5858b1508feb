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
  /** ISO 8601 time of writing. */
  writtenAt: string;
  /** Set when the server refused it for good; such a message waits for the person. */
  refusal: string | null;
}

/** Keeps unsent messages over a reload of the page. */
export interface OutboxStore {
  load(): UnsentMessage[];
  save(unsent: readonly UnsentMessage[]): void;
}

type Fields = Record<string, unknown>;
type KeyValueStore = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Whether the server has all files of a message, so that the message itself can go. */
export function isUploaded(message: UnsentMessage): boolean {
  return message.files.every((one) => one.attachmentId !== null);
}

/**
 * An outbox in this tab's storage. It dies with the tab, because what people write to their doctor must not stay
 * on a shared machine; without storage it keeps nothing.
 */
export function storedOutbox(
  storage: KeyValueStore | undefined,
  userId: number,
  conversationId: string,
): OutboxStore {
  const key = `carewire.outbox.${userId}.${conversationId}`;
  return {
    load: () => parseOutbox(attempt(() => storage?.getItem(key) ?? null)),
    save: (unsent) =>
      void attempt(() =>
        unsent.length > 0 ? storage?.setItem(key, JSON.stringify(unsent)) : storage?.removeItem(key)
      ),
  };
}

/** Reads what `save` wrote; anything else counts as empty. */
export function parseOutbox(text: string | null | undefined): UnsentMessage[] {
  if (!text) return [];
  const value: unknown = attempt(() => JSON.parse(text));
  return Array.isArray(value) ? value.map(withFiles).filter(isUnsent).slice(0, OUTBOX_MAX) : [];
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

// Storage throws where it is blocked or full; then unsent messages live as long as the page.
function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
