import type { ChatDeps } from "./chat_deps.ts";
import { conversationFor } from "./conversation_access.ts";
import type { Identity } from "./core/identity.ts";
import type { ConversationObject, MessageObject } from "./core/objects.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import type { Page } from "./core/page.ts";
import type { MessageWindow } from "./ports/conversation_store.ts";

type ReadDeps = Pick<ChatDeps, "conversations">;

/** One conversation as its participant sees it. */
export async function readConversation(
  deps: ReadDeps,
  who: Identity,
  conversationId: string,
): Promise<Outcome<ConversationObject>> {
  const found = await conversationFor(deps, who, conversationId, "conversation.read");
  if (!found.ok) return found;
  const conversation = await deps.conversations.find(conversationId, who.userId);
  return conversation ? accept(conversation) : refuse("not_found", "There is no such conversation.");
}

/** Messages of a conversation: a page (the newest first page), what came after a number, or before it. */
export async function readMessages(
  deps: ReadDeps,
  who: Identity,
  conversationId: string,
  window: MessageWindow,
): Promise<Outcome<Page<MessageObject>>> {
  const found = await conversationFor(deps, who, conversationId, "conversation.read");
  return found.ok ? accept(await deps.conversations.messages(conversationId, window)) : found;
}
