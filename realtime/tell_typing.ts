import type { ChatDeps } from "./chat_deps.ts";
import { conversationFor } from "./conversation_access.ts";
import type { Identity } from "./core/identity.ts";
import { accept, type Outcome } from "./core/outcome.ts";
import { droppable } from "./ports/notice.ts";

/** Tells the other participants that somebody writes. Nothing is kept. */
export async function tellTyping(
  deps: Pick<ChatDeps, "conversations" | "tell">,
  who: Identity,
  conversationId: string,
): Promise<Outcome<Record<never, never>>> {
  const found = await conversationFor(deps, who, conversationId, "conversation.write");
  if (!found.ok) return found;
  const others = found.value.filter((userId) => userId !== who.userId);
  const data = { conversation_id: conversationId, user_id: who.userId };
  await deps.tell([droppable({ users: others }, "chat:typing", data)]);
  return accept({});
}
