import type { ChatDeps } from "./chat_deps.ts";
import { conversationNotice } from "./chat_notices.ts";
import type { Identity } from "./core/identity.ts";
import { othersOf } from "./own_device.ts";
import type { ConversationView } from "./ports/conversation_store.ts";

/** Tells everybody in a conversation of it, each their own view, on every device but the asking one; gives the views. */
export async function tellConversation(
  deps: Pick<ChatDeps, "conversations" | "tell">,
  who: Identity,
  conversationId: string,
): Promise<ConversationView[]> {
  const views = await deps.conversations.views(conversationId);
  await deps.tell(views.map((view) => conversationNotice(othersOf(who, [view.userId]), view)));
  return views;
}
