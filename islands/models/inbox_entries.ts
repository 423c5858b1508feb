import type { InboxEntry, MessageObject } from "../../realtime/core/objects.ts";
import type { Page } from "../../realtime/core/page.ts";

/** How far this page has read, by conversation: the number of the last message seen. */
export type SeenMessages = ReadonlyMap<string, number>;

/** Whether everything of a conversation was read on this page. */
export function hasRead(seen: SeenMessages, entry: InboxEntry): boolean {
  return (seen.get(entry.conversation_id) ?? -1) >= entry.last_seq;
}

/** The list after a message: its conversation stands first. Undefined where the conversation is not in the list. */
export function movedUp(
  entries: readonly InboxEntry[],
  message: MessageObject,
  me: number,
): readonly InboxEntry[] | undefined {
  const known = entries.find((one) => one.conversation_id === message.conversation_id);
  if (!known) return undefined;
  if (message.seq <= known.last_seq) return entries;
  const next = {
    ...known,
    last_seq: message.seq,
    last_message_at: message.created_at,
    last_message: message,
    unread_count: known.unread_count + (message.sender_id === me ? 0 : 1),
  };
  return [next, ...entries.filter((one) => one !== known)];
}

/** The list with its newest page read anew; below that what was loaded before stays. */
export function mergeNewest(entries: readonly InboxEntry[], newest: Page<InboxEntry>): InboxEntry[] {
  if (newest.pages <= 1) return newest.items;
  const ids = new Set(newest.items.map((one) => one.conversation_id));
  const oldest = newest.items.at(-1)?.last_message_at ?? "";
  const below = entries.filter((one) =>
    !ids.has(one.conversation_id) && (one.last_message_at ?? "") <= oldest
  );
  return [...newest.items, ...below];
}

/** The list with a further page at its end; whatever stands there already is left out. */
export function withOlder(entries: readonly InboxEntry[], older: readonly InboxEntry[]): InboxEntry[] {
  const ids = new Set(entries.map((one) => one.conversation_id));
  return [...entries, ...older.filter((one) => !ids.has(one.conversation_id))];
}
