import type { ChatDeps } from "./chat_deps.ts";
import type { Identity } from "./core/identity.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import { type Action, may } from "./core/rights.ts";

/** The participants' ids of a conversation, if this person may do `action` in it. */
export async function conversationFor(
  deps: Pick<ChatDeps, "conversations">,
  who: Identity,
  conversationId: string,
  action: Action,
): Promise<Outcome<number[]>> {
  const participants = await deps.conversations.participants(conversationId);
  const relation = participants?.includes(who.userId) ? "participant" : "stranger";
  if (!participants || !may(who.role, action, relation)) {
    return refuse("not_found", "There is no such conversation.");
  }
  return accept(participants);
}
