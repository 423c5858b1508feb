import { addAttachment } from "../realtime/add_attachment.ts";
import type { AttachmentDeps } from "../realtime/attachment_deps.ts";
import { attachmentOperations } from "../realtime/core/api/attachment_operations.ts";
import { refuse } from "../realtime/core/outcome.ts";
import {
  listAttachments,
  openAttachment,
  readAttachment,
  removeAttachment,
} from "../realtime/read_attachment.ts";
import { discardFile, takeFile } from "../realtime/take_file.ts";
import { contentResponse } from "./attachment_content.ts";
import { idempotencyKey } from "./idempotency_key.ts";
import { pageBody } from "./page_body.ts";
import { reply, type Served, served } from "./serve.ts";
import type { UploadLimits } from "./upload_body.ts";

export interface AttachmentRouteDeps extends AttachmentDeps {
  /** How long an upload may take; its own defaults where there are none. */
  uploadTimes?: Omit<UploadLimits, "fileBytesMax">;
}

/** Files over HTTP. */
export function attachmentRoutes(deps: AttachmentRouteDeps): Served[] {
  return served(attachmentOperations, {
    "POST /api/attachments/upload": async ({ c, who, address, upload }) => {
      using slot = deps.slots.take(who.userId);
      if (!slot) return refuse("rate_limited", "Too many uploads at once. Please wait for the others.");
      const limits = { ...deps.uploadTimes, fileBytesMax: deps.limits.fileBytesMax };
      const read = await upload((file) => takeFile(deps, who, file), limits);
      if (read.kind === "refused") return read.refusal;
      if (read.kind === "wrong") {
        if (read.file) await discardFile(deps, read.file);
        return read.response;
      }
      const clientId = read.fields.client_id ?? idempotencyKey(c) ?? null;
      const outcome = await addAttachment(deps, who, read.file, { ...read.fields, clientId, address });
      const status = outcome.ok && outcome.value.repeated ? 200 : 201;
      return reply(outcome, status, ({ attachment }) => ({ attachment }));
    },
    "GET /api/attachments": async ({ who, query }) => {
      const request = { page: query.page, perPage: query.per_page };
      const place = { conversationId: query.conversation_id, callId: query.call_id };
      const outcome = await listAttachments(deps, who, place, request);
      return reply(outcome, 200, (page) => pageBody("attachments", page));
    },
    "GET /api/attachments/{attachment_id}": async ({ who, path }) =>
      reply(await readAttachment(deps, who, path.attachment_id), 200, (attachment) => ({ attachment })),
    "DELETE /api/attachments/{attachment_id}": async ({ who, path }) =>
      reply(await removeAttachment(deps, who, path.attachment_id), 204, () => null),
    "GET /api/attachments/{attachment_id}/content": async ({ c, who, address, path }) => {
      const open = await openAttachment(deps, who, path.attachment_id);
      return open.ok ? await contentResponse(c, deps, who, { open: open.value, address }) : open;
    },
  });
}
