import * as v from "valibot";
import * as f from "../fields.ts";
import { ATTACHMENTS_MAX } from "../message_content.ts";
import { NAME_SEARCH_MAX } from "../name_search.ts";
import { conversationObject, inboxEntryObject, messageObject, userObject } from "../objects.ts";
import { pageObject, pageQuery, wholeNumber } from "./lists.ts";
import { operations } from "./operation.ts";

const conversationAnswer = v.object({ conversation: conversationObject });
const messageAnswer = v.object({ message: messageObject });

/** Conversations and messages. */
export const messageOperations = operations({
  "GET /api/conversations": {
    name: "list_conversations",
    summary:
      "One's own conversations, the last written one first, each with its last message. q finds words of the " +
      "names of people and groups, in the newest thousand; unread leaves out what one has read.",
    tag: "Messages",
    query: v.strictObject({
      ...pageQuery,
      q: v.optional(v.pipe(v.string(), v.maxLength(NAME_SEARCH_MAX))),
      unread: v.optional(v.picklist(["true", "false"]), "false"),
    }),
    answers: { 200: pageObject("conversations", inboxEntryObject) },
  },
  "GET /api/contacts": {
    name: "list_contacts",
    summary:
      "People one may write to, by name: who shares an appointment or a conversation. q finds beginnings of " +
      "words of the name.",
    tag: "Messages",
    query: v.strictObject({
      ...pageQuery,
      q: v.optional(v.pipe(v.string(), v.maxLength(NAME_SEARCH_MAX))),
    }),
    answers: { 200: pageObject("contacts", userObject) },
  },
  "POST /api/conversations": {
    name: "open_conversation",
    summary: "Open a conversation with people one shares an appointment or a conversation with.",
    tag: "Messages",
    body: v.strictObject({
      participant_ids: v.pipe(v.array(f.key), v.minLength(1), v.maxLength(50)),
      conversation_type: v.picklist(["direct", "group"]),
      group_name: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120))),
      client_id: v.optional(f.clientId),
    }),
    // 200 is a direct conversation that was there already, or a group that this client_id made.
    answers: { 200: conversationAnswer, 201: conversationAnswer },
    refusals: { 404: ["not_found"], 409: ["conflict"] },
    repeatable: true,
  },
  "GET /api/conversations/{conversation_id}": {
    name: "read_conversation",
    summary: "One conversation.",
    tag: "Messages",
    answers: { 200: conversationAnswer },
  },
  "GET /api/conversations/{conversation_id}/messages": {
    name: "list_messages",
    summary: "Messages: a page (the newest first page), what came after a number, or before it; ascending.",
    tag: "Messages",
    query: v.strictObject({
      ...pageQuery,
      after_seq: v.optional(wholeNumber(0, Number.MAX_SAFE_INTEGER)),
      before_seq: v.optional(wholeNumber(0, Number.MAX_SAFE_INTEGER)),
    }),
    answers: { 200: pageObject("messages", messageObject) },
  },
  "POST /api/conversations/{conversation_id}/send-message": {
    name: "send_message",
    summary: "Write a message; the same client_id never makes a second one.",
    tag: "Messages",
    rate: "messages",
    body: v.strictObject({
      body: v.optional(f.body, ""),
      message_type: v.optional(f.messageType, "text"),
      call_id: v.nullish(f.uuid),
      attachment_ids: v.optional(v.pipe(v.array(f.uuid), v.maxLength(ATTACHMENTS_MAX)), []),
      client_id: v.optional(f.clientId),
    }),
    // 200 is a message that was sent before.
    answers: { 200: messageAnswer, 201: messageAnswer },
    refusals: { 403: ["forbidden"], 409: ["conflict"] },
    repeatable: true,
  },
  "POST /api/messages/{message_id}/mark-read": {
    name: "mark_read",
    summary: "Mark a message, and what came before it, as read.",
    tag: "Messages",
    rate: "receipts",
    answers: { 200: v.object({ success: v.literal(true), message: messageObject }) },
  },
});
