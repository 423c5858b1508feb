import type { ChatDeps } from "../realtime/chat_deps.ts";
import { messageOperations } from "../realtime/core/api/message_operations.ts";
import { accept } from "../realtime/core/outcome.ts";
import { markMessage } from "../realtime/mark_message.ts";
import { openConversation } from "../realtime/open_conversation.ts";
import type { MessageWindow } from "../realtime/ports/conversation_store.ts";
import { readConversation, readMessages } from "../realtime/read_conversation.ts";
import { type InboxDeps, listContacts, listConversations } from "../realtime/read_inbox.ts";
import { sendMessage } from "../realtime/send_message.ts";
import { idempotencyKey } from "./idempotency_key.ts";
import { pageBody } from "./page_body.ts";
import { reply, type Served, served } from "./serve.ts";

/** Conversations and messages over HTTP. */
export function conversationRoutes(deps: ChatDeps & InboxDeps): Served[] {
  return served(messageOperations, {
    "GET /api/conversations": async ({ who, query }) => {
      const { page, per_page: perPage, q, unread } = query;
      const list = await listConversations(deps, who, { page, perPage, q, unread: unread === "true" });
      return reply(accept(list), 200, (list) => pageBody("conversations", list));
    },
    "GET /api/contacts": async ({ who, query: { page, per_page: perPage, q } }) => {
      const list = await listContacts(deps, who, { page, perPage, q });
      return reply(accept(list), 200, (list) => pageBody("contacts", list));
    },
    "POST /api/conversations": async ({ c, who, body }) => {
      const client_id = body.client_id ?? idempotencyKey(c);
      const outcome = await openConversation(deps, who, { ...body, client_id });
      const status = outcome.ok && outcome.value.made ? 201 : 200;
      return reply(outcome, status, ({ conversation }) => ({ conversation }));
    },
    "GET /api/conversations/{conversation_id}": async ({ who, path }) =>
      reply(
        await readConversation(deps, who, path.conversation_id),
        200,
        (conversation) => ({ conversation }),
      ),
    "GET /api/conversations/{conversation_id}/messages": async ({ who, path, query }) => {
      const outcome = await readMessages(deps, who, path.conversation_id, windowOf(query));
      return reply(outcome, 200, (page) => pageBody("messages", page));
    },
    "POST /api/conversations/{conversation_id}/send-message": async ({ c, who, path, body }) => {
      const client_id = body.client_id ?? idempotencyKey(c) ?? deps.newId();
      const command = { ...body, client_id, conversation_id: path.conversation_id };
      const outcome = await sendMessage(deps, who, command);
      const status = outcome.ok && outcome.value.repeated ? 200 : 201;
      return reply(outcome, status, ({ message }) => ({ message }));
    },
    "POST /api/messages/{message_id}/mark-read": async ({ who, path }) => {
      const outcome = await markMessage(deps, who, "read", path.message_id);
      return reply(outcome, 200, (message) => ({ success: true as const, message }));
    },
  });
}

function windowOf(
  query: { page: number; per_page: number; after_seq?: number; before_seq?: number },
): MessageWindow {
  const { page, per_page: limit, after_seq, before_seq } = query;
  if (after_seq !== undefined) return { kind: "after", seq: after_seq, limit };
  if (before_seq !== undefined) return { kind: "before", seq: before_seq, limit };
  return { kind: "page", request: { page, perPage: limit } };
}
