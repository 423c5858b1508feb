import type { AttachmentObject } from "../../realtime/core/objects.ts";
import type { GalleryModel } from "../models/gallery_model.ts";
import { When } from "../when.tsx";
import { galleryText as t } from "./gallery_text.ts";

/** Who sent a file, and on what day. */
export function Origin(
  { of: { owner_id, uploaded_at }, model }: { of: AttachmentObject; model: GalleryModel },
) {
  const { me, conversation } = model.facts;
  const sender = conversation.participants.find((one) => one.id === owner_id);
  return (
    <span class="gallery-origin muted">
      <span dir="auto">{owner_id === me ? t("you") : sender?.name}</span>
      <When at={uploaded_at} as="day" />
    </span>
  );
}
