import * as v from "valibot";
import * as f from "../fields.ts";
import { attachmentObject } from "../objects.ts";
import { pageObject, pageQuery } from "./lists.ts";
import { operations } from "./operation.ts";

const attachmentAnswer = v.object({ attachment: attachmentObject });
const contentAnswer = { media: "*/*", description: "The file, or the part of it that `Range` asks for." };

/** What may stand beside the file in an upload, before it or after it. */
export const uploadFields = v.strictObject({
  call_id: v.optional(f.uuid),
  message_id: v.optional(f.uuid),
  conversation_id: v.optional(f.uuid),
  /** Without it: shared in the conversation, else in the call, else private. */
  access_control: v.optional(f.accessControl),
  /** In the future. */
  expires_at: v.optional(f.time),
  client_id: v.optional(f.clientId),
});

/** Files. */
export const attachmentOperations = operations({
  "POST /api/attachments/upload": {
    name: "upload_attachment",
    summary: "Send a file; the same client_id never makes a second one.",
    tag: "Attachments",
    upload: {
      media: "multipart/form-data",
      description: "One file under the name `file`; what it is, is found by its content.",
      fields: uploadFields,
    },
    // 200 is a file that was sent before.
    answers: { 200: attachmentAnswer, 201: attachmentAnswer },
    refusals: {
      404: ["not_found"],
      408: ["timeout"],
      409: ["conflict"],
      413: ["too_large", "quota_exceeded"],
      415: ["unsupported_type"],
      422: ["bad_request", "infected"],
      429: ["rate_limited"],
      507: ["insufficient_storage"],
    },
    repeatable: true,
  },
  "GET /api/attachments": {
    name: "list_attachments",
    summary: "One's own files, or those shared in a conversation or written in a call; the newest first.",
    tag: "Attachments",
    query: v.strictObject({
      ...pageQuery,
      conversation_id: v.optional(f.uuid),
      call_id: v.optional(f.uuid),
    }),
    answers: { 200: pageObject("attachments", attachmentObject) },
    refusals: { 404: ["not_found"] },
  },
  "GET /api/attachments/{attachment_id}": {
    name: "read_attachment",
    summary: "What is known of one file.",
    tag: "Attachments",
    answers: { 200: attachmentAnswer },
  },
  "DELETE /api/attachments/{attachment_id}": {
    name: "delete_attachment",
    summary: "Delete one's own file; its key is destroyed at once.",
    tag: "Attachments",
    answers: { 204: null },
  },
  "GET /api/attachments/{attachment_id}/content": {
    name: "download_attachment",
    summary: "The bytes of one file; takes a single `Range` and `If-Range`.",
    tag: "Attachments",
    answers: { 200: contentAnswer, 206: contentAnswer, 304: null },
    // 409 is a file that was not found clean: not scanned yet, or infected and removed.
    refusals: { 409: ["quarantined"], 416: ["range_not_satisfiable"] },
  },
});
