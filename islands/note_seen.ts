import type { Session } from "./session.ts";

/** Notes that this page has read a conversation up to the message with this number, for all its islands. */
export function noteSeen({ seenMessages }: Session, conversationId: string, seq: number): void {
  const known = seenMessages.peek();
  if ((known.get(conversationId) ?? -1) < seq) seenMessages.value = new Map(known).set(conversationId, seq);
}
