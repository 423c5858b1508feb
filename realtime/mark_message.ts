import type { ChatDeps } from "./chat_deps.ts";
import { conversationFor } from "./conversation_access.ts";
import { isoTime } from "./core/call_object.ts";
import type { Identity } from "./core/identity.ts";
import type { MessageObject } from "./core/objects.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import type { ReceiptKind } from "./ports/conversation_store.ts";
import { othersOf } from "./own_device.ts";
import { receiptNotice } from "./chat_notices.ts";

/** Marks a message, and what came before it, as delivered or read, and tells the other participants. */
export async function markMessage(
  deps: ChatDeps,
  who: Identity,
  kind: ReceiptKind,
  messageId: string,
): Promise<Outcome<MessageObject>> {
  const absent = refuse("not_found", "There is no such message.");
  const conversationId = await deps.conversations.conversationOf(messageId);
  if (!conversationId) return absent;
  const found = await conversationFor(deps, who, conversationId, "conversation.read");
  if (!found.ok) return absent;
  const trail = { actorId: who.userId, sessionId: who.sessionId, action: `message.${kind}` };
  const marked = await deps.conversations.mark(kind, messageId, who.userId, deps.clock.now(), trail);
  if (!marked) return absent;
  if (marked.moved) {
    const data = {
      message_id: messageId,
      conversation_id: conversationId,
      user_id: who.userId,
      seq: marked.message.seq,
      at: isoTime(marked.at),
    };
    await deps.tell([receiptNotice(othersOf(who, found.value), kind, data)]);
  }
  return accept(marked.message);
}
