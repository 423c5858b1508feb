import type { ChatDeps } from "./chat_deps.ts";
import { messageNotice } from "./chat_notices.ts";
import { conversationFor } from "./conversation_access.ts";
import type { ClientData } from "./core/client_events.ts";
import type { Identity } from "./core/identity.ts";
import { type ContentProblem, contentProblem } from "./core/message_content.ts";
import type { MessageObject } from "./core/objects.ts";
import { accept, type Outcome, refuse, type Refused } from "./core/outcome.ts";
import { othersOf } from "./own_device.ts";
import type { Appended } from "./ports/conversation_store.ts";

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
  const content = {
    messageType: data.message_type,
    body: data.body,
    attachmentIds: data.attachment_ids,
  };
  const problem = contentProblem(who.role, content);
  if (problem) return contentRefusal(problem);
  const appended = await deps.conversations.append({
    messageId: deps.newId(),
    conversationId: data.conversation_id,
    senderId: who.userId,
    clientId: data.client_id,
    ...content,
    callId: data.call_id ?? null,
    createdAt: deps.clock.now(),
  }, { actorId: who.userId, sessionId: who.sessionId, action: "message.sent" });
  if (!("message" in appended)) return refusalOf(appended);
  const { message } = appended;
  if (appended.kind === "appended") {
    await deps.tell([messageNotice(othersOf(who, found.value), message)]);
  }
  return accept({ message, repeated: appended.kind === "repeated" });
}

function refusalOf(appended: Exclude<Appended, { message: MessageObject }>): Refused {
  switch (appended.kind) {
    case "conflict":
      return refuse("conflict", "This client_id was used for another message.");
    case "unknown_reference":
      return refuse("not_found", `Nothing of yours stands in ${appended.field}.`);
    case "wrong_content":
      return contentRefusal(appended.problem);
  }
}

function contentRefusal({ code, path, message }: ContentProblem): Refused {
  return refuse(code, message, { errors: [{ path, message }] });
}
