import type { AttachmentObject, MessageObject } from "../../realtime/core/objects.ts";
import type { FoundAttachment } from "./attachment_watch.ts";

/** Whether an attachment can be shown, or why not. */
export type AttachmentStanding = "ready" | "loading" | "checking" | "infected" | "expired" | "gone";

/** One attachment of a message as it stands now; without an object only its id is known any more. */
export interface ShownAttachment {
  id: string;
  attachment: AttachmentObject | null;
  standing: AttachmentStanding;
}

/** The attachments of a message in their order; `now` in milliseconds since the epoch. */
export function shownAttachments(
  { attachment_ids, attachments }: Pick<MessageObject, "attachment_ids" | "attachments">,
  found: ReadonlyMap<string, FoundAttachment>,
  now: number,
): ShownAttachment[] {
  return attachment_ids.map((id) => {
    const written = attachments?.find((one) => one.attachment_id === id) ?? null;
    const learnt = found.get(id);
    if (learnt === "gone") return { id, attachment: written, standing: "gone" };
    const attachment = learnt ?? written;
    if (attachment) return { id, attachment, standing: standingOf(attachment, now) };
    return { id, attachment, standing: attachments ? "gone" : "loading" };
  });
}

function standingOf({ scan, expires_at }: AttachmentObject, now: number): AttachmentStanding {
  if (expires_at !== null && Date.parse(expires_at) <= now) return "expired";
  return scan === "pending" ? "checking" : scan === "infected" ? "infected" : "ready";
}

/** Where the bytes of an attachment are. */
export function contentUrl(attachmentId: string): string {
  return `/api/attachments/${attachmentId}/content`;
}

/** Side of the box that a picture stands in, alone and among others, in CSS pixels. */
const SIDE = 320;
const SIDE_AMONG = 128;

/** The size at which a picture is shown, in CSS pixels: a square among others, or where nothing is known. */
export function previewSize(
  { width, height }: Pick<AttachmentObject, "width" | "height">,
  among: boolean,
): { width: number; height: number } {
  const side = among ? SIDE_AMONG : SIDE;
  if (among || !width || !height) return { width: side, height: side };
  const scale = Math.min(1, side / width, side / height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
