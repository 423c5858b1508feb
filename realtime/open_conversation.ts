import type { ChatDeps } from "./chat_deps.ts";
import type { Identity } from "./core/identity.ts";
import type { ConversationObject } from "./core/objects.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import { may } from "./core/rights.ts";

export interface ConversationRequest {
  participant_ids: number[];
  conversation_type: "direct" | "group";
  group_name?: string;
}

/**
 * Opens a conversation with people one shares an appointment or a conversation with. A direct one that exists is
 * returned as it is (`made: false`).
 */
export async function openConversation(
  deps: ChatDeps,
  who: Identity,
  request: ConversationRequest,
): Promise<Outcome<{ conversation: ConversationObject; made: boolean }>> {
  const others = [...new Set(request.participant_ids)].filter((id) => id !== who.userId);
  const known = await deps.directory.acquaintances(who.userId);
  const relation = others.length > 0 && others.every((id) => known.includes(id)) ? "participant" : "stranger";
  if (!may(who.role, "conversation.open", relation)) {
    return refuse("not_found", "There is no such person to write to.");
  }
  const [first] = others;
  if (request.conversation_type === "direct" && (first === undefined || others.length > 1)) {
    return refuse("bad_request", "A direct conversation has exactly one other participant.");
  }
  const trail = { actorId: who.userId, sessionId: who.sessionId, action: "conversation.opened" };
  let conversationId = deps.newId();
  let made = true;
  if (request.conversation_type === "direct" && first !== undefined) {
    ({ conversationId, made } = await deps.conversations.openDirect(
      conversationId,
      [who.userId, first],
      trail,
    ));
  } else {
    const name = request.group_name ?? "Group";
    await deps.conversations.openGroup(conversationId, [who.userId, ...others], name, trail);
  }
  const conversation = await deps.conversations.find(conversationId, who.userId);
  return conversation
    ? accept({ conversation, made })
    : refuse("not_found", "There is no such conversation.");
}
