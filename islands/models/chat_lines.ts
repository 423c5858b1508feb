import type { MessageObject } from "../../realtime/core/objects.ts";
import { daysBetween } from "../format.ts";
import type { UnsentMessage } from "./outbox.ts";

/** Messages of one person that follow within this time stand together, in milliseconds. */
export const GROUP_GAP_MS = 3 * 60_000;

/** One row of a conversation. */
export type ChatLine =
  | { kind: "day"; key: string; at: string }
  | { kind: "visit"; key: string; callId: string; current: boolean }
  | { kind: "message"; key: string; message: MessageObject; own: boolean; opens: boolean }
  | { kind: "unsent"; key: string; unsent: UnsentMessage };

export interface ChatLinesInput {
  messages: readonly MessageObject[];
  unsent: readonly UnsentMessage[];
  me: number;
  /** IANA time zone in which a day begins; empty while it is not known. */
  zone: string;
  /** The visit that is going on. */
  callId: string | null;
}

/** The lines of messages as they were made last, so that a long conversation is not gone through again for each change. */
export type LineCache = WeakMap<
  MessageObject,
  { before: MessageObject | undefined; for: string; lines: ChatLine[] }
>;

/**
 * The rows of a conversation from top to bottom: a day where it changes, a visit where messages written in one
 * begin, each message with whether it opens a group of its sender, then what is not sent yet.
 */
export function chatLines(input: ChatLinesInput, cache: LineCache = new WeakMap()): ChatLine[] {
  const lines: ChatLine[] = [];
  const about = `${input.me} ${input.zone} ${input.callId}`;
  let before: MessageObject | undefined;
  for (const message of input.messages) {
    let known = cache.get(message);
    if (!known || known.before !== before || known.for !== about) {
      known = { before, for: about, lines: linesOf(message, before, input) };
      cache.set(message, known);
    }
    lines.push(...known.lines);
    before = message;
  }
  for (const one of input.unsent) lines.push({ kind: "unsent", key: one.clientId, unsent: one });
  return lines;
}

function linesOf(
  message: MessageObject,
  before: MessageObject | undefined,
  { me, zone, callId }: ChatLinesInput,
): ChatLine[] {
  const lines: ChatLine[] = [];
  const at = Date.parse(message.created_at);
  const newDay = !before || daysBetween(Date.parse(before.created_at), at, zone) !== 0;
  if (newDay) lines.push({ kind: "day", key: `day-${message.seq}`, at: message.created_at });
  const current = message.call_id === callId;
  // Where all that is shown was written in the visit that is going on, nobody needs to be told so.
  const newVisit = message.call_id !== (before?.call_id ?? null) && !(current && !before);
  if (newVisit && message.call_id) {
    lines.push({ kind: "visit", key: `visit-${message.seq}`, callId: message.call_id, current });
  }
  const opens = newDay || newVisit || !continues(before, message);
  // The client id keeps the row the same while the message goes from unsent to sent.
  const key = message.client_id && message.sender_id === me ? message.client_id : message.message_id;
  lines.push({ kind: "message", key, message, own: message.sender_id === me, opens });
  return lines;
}

function continues(before: MessageObject | undefined, message: MessageObject): boolean {
  return before?.sender_id === message.sender_id &&
    Date.parse(message.created_at) - Date.parse(before.created_at) < GROUP_GAP_MS;
}
