import { Hono } from "hono";
import * as v from "valibot";
import type { ChatDeps } from "../realtime/chat_deps.ts";
import * as f from "../realtime/core/fields.ts";
import { markMessage } from "../realtime/mark_message.ts";
import { openConversation } from "../realtime/open_conversation.ts";
import type { MessageWindow } from "../realtime/ports/conversation_store.ts";
import { listConversations, readConversation, readMessages } from "../realtime/read_conversation.ts";
import { sendMessage } from "../realtime/send_message.ts";
import { answer, json, pageBody } from "./answer.ts";
import { identityOf } from "./authentication.ts";
import { readJson } from "./json_body.ts";
import { idempotencyKey } from "./idempotency_key.ts";
import { pathId } from "./path_id.ts";
import { pageQuery, readQuery, wholeNumber } from "./query.ts";

const openBody = v.strictObject({
  participant_ids: v.pipe(v.array(f.key), v.minLength(1), v.maxLength(50)),
  conversation_type: v.picklist(["direct", "group"]),
  group_name: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120))),
});
const sendBody = v.strictObject({
  body: f.body,
  message_type: v.optional(f.messageType, "text"),
  call_id: v.nullish(f.uuid),
  attachment_ids: v.optional(v.pipe(v.array(f.uuid), v.maxLength(20)), []),
  client_id: v.optional(f.clientId),
});
const listQuery = v.strictObject(pageQuery);
const messagesQuery = v.strictObject({
  ...pageQuery,
  after_seq: v.optional(wholeNumber(0, Number.MAX_SAFE_INTEGER)),
  before_seq: v.optional(wholeNumber(0, Number.MAX_SAFE_INTEGER)),
});

/** Conversations and messages over HTTP. */
export function conversationRoutes(deps: ChatDeps): Hono {
  return new Hono()
    .get("/api/conversations", async (c) => {
      const query = readQuery(c, listQuery);
      if (!query.ok) return query.response;
      const request = { page: query.value.page, perPage: query.value.per_page };
      return json(pageBody("conversations", await listConversations(deps, identityOf(c), request)));
    })
    .post("/api/conversations", async (c) => {
      const body = await readJson(c, openBody);
      if (!body.ok) return body.response;
      const outcome = await openConversation(deps, identityOf(c), body.value);
      const status = outcome.ok && outcome.value.made ? 201 : 200;
      return answer(outcome, ({ conversation }) => ({ conversation }), status);
    })
    .get("/api/conversations/:id", async (c) => {
      return answer(
        await readConversation(deps, identityOf(c), pathId(c)),
        (conversation) => ({ conversation }),
      );
    })
    .get("/api/conversations/:id/messages", async (c) => {
      const query = readQuery(c, messagesQuery);
      if (!query.ok) return query.response;
      const outcome = await readMessages(deps, identityOf(c), pathId(c), windowOf(query.value));
      return answer(outcome, (page) => pageBody("messages", page));
    })
    .post("/api/conversations/:id/send-message", async (c) => {
      const body = await readJson(c, sendBody);
      if (!body.ok) return body.response;
      const client_id = body.value.client_id ?? idempotencyKey(c) ?? deps.newId();
      const outcome = await sendMessage(deps, identityOf(c), {
        ...body.value,
        client_id,
        conversation_id: pathId(c),
      });
      const status = outcome.ok && outcome.value.repeated ? 200 : 201;
      return answer(outcome, ({ message }) => ({ message }), status);
    })
    .post("/api/messages/:id/mark-read", async (c) => {
      const outcome = await markMessage(deps, identityOf(c), "read", pathId(c));
      return answer(outcome, (message) => ({ success: true, message }));
    });
}

function windowOf(query: v.InferOutput<typeof messagesQuery>): MessageWindow {
  const { page, per_page: limit, after_seq, before_seq } = query;
  if (after_seq !== undefined) return { kind: "after", seq: after_seq, limit };
  if (before_seq !== undefined) return { kind: "before", seq: before_seq, limit };
  return { kind: "page", request: { page, perPage: limit } };
}
