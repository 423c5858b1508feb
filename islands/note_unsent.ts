import type { Session } from "./session.ts";

/** Notes how many messages of a conversation are not sent, for all islands of the page. */
export function noteUnsent({ unsentMessages }: Session, conversationId: string, count: number): void {
  const known = unsentMessages.peek();
  if ((known.get(conversationId) ?? 0) !== count) {
    unsentMessages.value = new Map(known).set(conversationId, count);
  }
}
