import { deepEqual, equal } from "node:assert/strict";
import { formatFileSize } from "../../islands/file_size.ts";
import { previewSize, shownAttachments } from "../../islands/models/attachment_standing.ts";
import { fileKind } from "../../islands/models/file_kind.ts";
import type { FoundAttachment } from "../../islands/models/attachment_watch.ts";
import type { AttachmentObject } from "../../realtime/core/objects.ts";
import { attachmentNamed } from "../support/chat_objects.ts";

const NOW = Date.parse("2026-03-02T09:00:00.000Z");
const FILE = attachmentNamed("a.png");

function standing(attachment: AttachmentObject, found?: FoundAttachment) {
  const { attachment_id } = attachment;
  const learnt = new Map(found ? [[attachment_id, found]] : []);
  const message = { attachment_ids: [attachment_id], attachments: [attachment] };
  return shownAttachments(message, learnt, NOW)[0]?.standing;
}

Deno.test("shownAttachments() says how each attachment stands, and what was learnt later counts [CHAT-20]", () => {
  equal(standing(FILE), "ready");
  equal(standing({ ...FILE, scan: "skipped" }), "ready");
  equal(standing({ ...FILE, scan: "pending" }), "checking");
  equal(standing({ ...FILE, scan: "infected" }), "infected");
  equal(standing({ ...FILE, expires_at: "2026-03-02T09:00:00.000Z" }), "expired");
  equal(standing({ ...FILE, expires_at: "2026-03-02T09:00:00.001Z" }), "ready");
  equal(standing({ ...FILE, scan: "pending" }, FILE), "ready");
  equal(standing(FILE, "gone"), "gone");
});

Deno.test("shownAttachments() keeps the place of a file that is known by its id alone [CHAT-20]", () => {
  const [lost, kept] = shownAttachments(
    { attachment_ids: ["x", FILE.attachment_id], attachments: [FILE] },
    new Map(),
    NOW,
  );
  deepEqual([lost?.standing, lost?.attachment], ["gone", null]);
  deepEqual([kept?.standing, kept?.attachment], ["ready", FILE]);
  const [unread] = shownAttachments({ attachment_ids: ["x"] }, new Map(), NOW);
  equal(unread?.standing, "loading");
  deepEqual(shownAttachments({ attachment_ids: [] }, new Map(), NOW), []);
});

Deno.test("previewSize() fits a picture into its box before it is loaded, and never enlarges it [CHAT-21]", () => {
  deepEqual(previewSize({ width: 4_000, height: 3_000 }, false), { width: 320, height: 240 });
  deepEqual(previewSize({ width: 3_000, height: 4_000 }, false), { width: 240, height: 320 });
  deepEqual(previewSize({ width: 10, height: 20 }, false), { width: 10, height: 20 });
  deepEqual(previewSize({ width: 1, height: 9_000 }, false), { width: 1, height: 320 });
  deepEqual(previewSize({ width: null, height: null }, false), { width: 320, height: 320 });
  deepEqual(previewSize({ width: 4_000, height: 3_000 }, true), { width: 128, height: 128 });
});

Deno.test("fileKind() takes only the pictures and sounds that may be uploaded for such", () => {
  deepEqual(
    ["image/png", "image/svg+xml", "audio/webm", "audio/x-thing", "application/pdf", "text/html"].map(
      fileKind,
    ),
    ["image", "other", "audio", "other", "pdf", "other"],
  );
});

Deno.test("formatFileSize() is short and exact enough for people", () => {
  deepEqual(
    [0, 512, 999, 1_000, 34_400, 999_499, 1_240_000, 25_000_000, 3_000_000_000].map(formatFileSize),
    ["0 byte", "512 byte", "999 byte", "1.0 kB", "34 kB", "999 kB", "1.2 MB", "25 MB", "3.0 GB"],
  );
});
