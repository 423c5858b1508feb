import type { MessageObject } from "./core/objects.ts";
import type { ServerData } from "./core/server_events.ts";
import type { ConversationView, ReceiptKind } from "./ports/conversation_store.ts";
import { type Audience, type Notice, notice } from "./ports/notice.ts";

const MESSAGES = "messages ";

/** `chat:message`: the messages of a conversation are a chain. */
export function messageNotice(to: Audience, message: MessageObject): Notice {
  const fact = { name: MESSAGES + message.conversation_id, number: message.seq, isChain: true };
  return notice(to, "chat:message", { message }, fact);
}

/** The conversation whose messages a chain of this name is. */
export function conversationOfChain(name: string): string {
  return name.slice(MESSAGES.length);
}

/** `chat:delivered` or `chat:read`: how far somebody has come. */
export function receiptNotice(to: Audience, kind: ReceiptKind, data: ServerData<"chat:read">): Notice {
  const name = `${kind} ${data.conversation_id} ${data.user_id}`;
  return notice(to, kind === "read" ? "chat:read" : "chat:delivered", data, { name, number: data.seq });
}

/** `conversation:update`: it is there, as one of its people sees it. */
export function conversationNotice(to: Audience, { userId, conversation }: ConversationView): Notice {
  const name = `conversation ${conversation.conversation_id} ${userId}`;
  return notice(to, "conversation:update", { conversation }, { name, number: 1 });
}
