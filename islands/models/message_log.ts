import type { MessageStatus } from "../../realtime/core/fields.ts";
import type { MessageObject } from "../../realtime/core/objects.ts";

/** Receipts kept for messages that have not arrived yet; the oldest give way. */
const EARLY_RECEIPTS_MAX = 50;
/** How far back a reconnect looks again for receipts it missed, in messages. */
export const RESYNC_MESSAGES_MAX = 50;

/** Says that a person has got or read a message and everything before it. */
export interface MessageReceipt {
  kind: "delivered" | "read";
  messageId: string;
  userId: number;
  /** ISO 8601 time of the receipt. */
  at: string;
}

/**
 * What one device holds of a conversation: a run of messages without gaps from `floor` + 1 on, and those that
 * came ahead of a gap and wait until it is filled.
 */
export interface MessageLog {
  readonly participantIds: readonly number[];
  /** The number before the first message held; 0 when the beginning is here. */
  readonly floor: number;
  readonly messages: readonly MessageObject[];
  readonly ahead: readonly MessageObject[];
  /** The highest number known to exist. */
  readonly head: number;
  readonly early: readonly MessageReceipt[];
}

/** The log a page starts with: the newest messages, ascending, as the server rendered them. */
export function openLog(
  participantIds: readonly number[],
  newest: readonly MessageObject[],
  lastSeq = 0,
): MessageLog {
  const first = newest[0];
  const floor = first ? first.seq - 1 : lastSeq;
  const empty = { participantIds, floor, messages: [], ahead: [], head: Math.max(floor, lastSeq), early: [] };
  return receiveMessages(empty, newest);
}

/** The highest number held without a gap. */
export function tailOf(log: MessageLog): number {
  return log.floor + log.messages.length;
}

/** The number after which messages have to be fetched, or undefined when none is missing. */
export function missingAfter(log: MessageLog): number | undefined {
  return log.head > tailOf(log) ? tailOf(log) : undefined;
}

/** Notes that the conversation reaches up to `seq`. */
export function noteHead(log: MessageLog, seq: number): MessageLog {
  return seq > log.head ? { ...log, head: seq } : log;
}

/**
 * Takes messages in any order, from any source, any number of times: known ones only ever gain receipts, those
 * below the floor are dropped, and those beyond a gap wait until it is filled.
 */
export function receiveMessages(log: MessageLog, incoming: readonly MessageObject[]): MessageLog {
  const messages = [...log.messages];
  const waiting = new Map(log.ahead.map((one) => [one.seq, one]));
  for (const one of incoming) {
    const index = one.seq - log.floor - 1;
    const known = messages[index];
    if (known) messages[index] = withBestReceipts(known, one, log.participantIds);
    else if (index >= 0) waiting.set(one.seq, one);
  }
  for (let next = waiting.get(log.floor + messages.length + 1); next;) {
    waiting.delete(next.seq);
    messages.push(next);
    next = waiting.get(log.floor + messages.length + 1);
  }
  const ahead = [...waiting.values()].sort((a, b) => a.seq - b.seq);
  const head = Math.max(log.head, log.floor + messages.length, ahead.at(-1)?.seq ?? 0);
  return applyEarly({ ...log, messages, ahead, head });
}

/** Puts an older page before the run; only the part that joins it without a gap is taken. */
export function prependMessages(log: MessageLog, older: readonly MessageObject[]): MessageLog {
  const bySeq = new Map(older.map((one) => [one.seq, one]));
  const joined: MessageObject[] = [];
  for (let next = bySeq.get(log.floor); next; next = bySeq.get(next.seq - 1)) joined.unshift(next);
  if (joined.length === 0) return log;
  return applyEarly({ ...log, floor: log.floor - joined.length, messages: [...joined, ...log.messages] });
}

/** Applies a receipt; one for a message not held yet is kept until that arrives. */
export function applyReceipt(log: MessageLog, receipt: MessageReceipt): MessageLog {
  const named = log.messages.find((one) => one.message_id === receipt.messageId);
  if (!named) return { ...log, early: [...log.early, receipt].slice(-EARLY_RECEIPTS_MAX) };
  const messages = log.messages.map((one) =>
    one.seq <= named.seq && one.sender_id !== receipt.userId
      ? withReceipt(one, receipt, log.participantIds)
      : one
  );
  return { ...log, messages };
}

/**
 * From where a device that was away reads again: after its tail, or earlier where messages of `userId` still lack
 * receipts that may have come meanwhile.
 */
export function resyncAfter(log: MessageLog, userId: number): number {
  const recent = log.messages.slice(-RESYNC_MESSAGES_MAX);
  const unread = recent.find((one) => one.sender_id === userId && one.status !== "read");
  return unread ? unread.seq - 1 : tailOf(log);
}

/** The newest message of somebody else, which a receipt of ours would name. */
export function newestOfOthers(log: MessageLog, userId: number): MessageObject | undefined {
  return log.messages.findLast((one) => one.sender_id !== userId);
}

function applyEarly(log: MessageLog): MessageLog {
  if (log.early.length === 0) return log;
  const known = new Set(log.messages.map((one) => one.message_id));
  const due = log.early.filter((one) => known.has(one.messageId));
  if (due.length === 0) return log;
  const early = log.early.filter((one) => !known.has(one.messageId));
  return due.reduce(applyReceipt, { ...log, early });
}

function withReceipt(
  message: MessageObject,
  receipt: MessageReceipt,
  people: readonly number[],
): MessageObject {
  const held = message.receipts.find((one) => one.user_id === receipt.userId);
  if (receipt.kind === "delivered" ? held?.delivered_at : held?.read_at) return message;
  const next = {
    user_id: receipt.userId,
    delivered_at: held?.delivered_at ?? receipt.at,
    read_at: receipt.kind === "read" ? receipt.at : held?.read_at ?? null,
  };
  const receipts = [...message.receipts.filter((one) => one.user_id !== receipt.userId), next];
  return withStatus({ ...message, receipts }, people);
}

/** Two copies of one message differ in their receipts at most; each that either has counts. */
function withBestReceipts(
  held: MessageObject,
  other: MessageObject,
  people: readonly number[],
): MessageObject {
  let merged = held;
  for (const one of other.receipts) {
    const receipt = { messageId: held.message_id, userId: one.user_id };
    if (one.delivered_at) {
      merged = withReceipt(merged, { ...receipt, kind: "delivered", at: one.delivered_at }, people);
    }
    if (one.read_at) merged = withReceipt(merged, { ...receipt, kind: "read", at: one.read_at }, people);
  }
  const status = higherStatus(merged.status, other.status);
  return status === merged.status ? merged : { ...merged, status };
}

/** A message counts as read or delivered once it is so for everybody but its sender. */
function withStatus(message: MessageObject, people: readonly number[]): MessageObject {
  const others = people.filter((id) => id !== message.sender_id);
  const all = (mark: "delivered_at" | "read_at") =>
    others.every((id) => message.receipts.some((one) => one.user_id === id && one[mark] !== null));
  const status = all("read_at") ? "read" : all("delivered_at") ? "delivered" : "sent";
  return { ...message, status: higherStatus(message.status, status) };
}

function higherStatus(a: MessageStatus, b: MessageStatus): MessageStatus {
  return a === "read" || b === "read"
    ? "read"
    : a === "delivered" || b === "delivered"
    ? "delivered"
    : "sent";
}
