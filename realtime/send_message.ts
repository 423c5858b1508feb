import type { ChatDeps } from "./chat_deps.ts";
import { conversationFor } from "./conversation_access.ts";
import type { ClientData } from "./core/client_events.ts";
import type { Identity } from "./core/identity.ts";
import type { MessageObject } from "./core/objects.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import { othersOf } from "./own_device.ts";
import { notice } from "./ports/notice.ts";

/** A message that is stored: new, or the one that the same client id made before. */
export interface SentMessage {
  message: MessageObject;
  repeated: boolean;
}

/**
 * Stores a message and hands it to every device of every participant but the sending one. Returns after the commit;
 * the same `client_id` never makes a second message.
 */
export async function sendMessage(
  deps: ChatDeps,
  who: Identity,
  data: ClientData<"chat:message">,
): Promise<Outcome<SentMessage>> {
  const found = await conversationFor(deps, who, data.conversation_id, "conversation.write");
  if (!found.ok) return found;
  const appended = await deps.conversations.append({
    messageId: deps.newId(),
    conversationId: data.conversation_id,
    senderId: who.userId,
    clientId: data.client_id,
    body: data.body,
    messageType: data.message_type,
    callId: data.call_id ?? null,
    attachmentIds: data.attachment_ids,
    createdAt: deps.clock.now(),
  }, { actorId: who.userId, sessionId: who.sessionId, action: "message.sent" });
  if (appended.kind === "conflict") return refuse("conflict", "This client_id was used for another message.");
  if (appended.kind === "unknown_reference") {
    return refuse("not_found", `Nothing of yours stands in ${appended.field}.`);
  }
  const { message } = appended;
  if (appended.kind === "appended") {
    await deps.tell(found.value.map((userId) => notice(othersOf(who, userId), "chat:message", { message })));
  }
  return accept({ message, repeated: appended.kind === "repeated" });
}
