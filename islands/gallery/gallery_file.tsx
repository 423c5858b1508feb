import type { AttachmentObject } from "../../realtime/core/objects.ts";
import { FileCard } from "../chat/file_card.tsx";
import { Icon } from "../icons.tsx";
import { contentUrl } from "../models/attachment_standing.ts";
import { fileKind } from "../models/file_kind.ts";
import type { GalleryModel } from "../models/gallery_model.ts";
import { galleryText as t } from "./gallery_text.ts";
import { Origin } from "./origin.tsx";

/** A file to download, a sound also to hear, or why it can't be had. */
export function GalleryFile({ file, model }: { file: AttachmentObject; model: GalleryModel }) {
  const { scan, file_name, file_type } = file;
  if (scan === "pending" || scan === "infected") {
    return (
      <p class="file-card">
        <Icon of={scan === "pending" ? "clock" : "warning"} />
        <span class="file-words">
          <span class="file-name" dir="auto">{file_name}</span>
          <span>{t(scan === "pending" ? "checking" : "infected")}</span>
        </span>
      </p>
    );
  }
  return (
    <>
      <FileCard attachment={file} />
      {fileKind(file_type) === "audio" && (
        // Only what is wanted is loaded: there may be dozens.
        <audio controls preload="none" src={contentUrl(file.attachment_id)} aria-label={file_name} />
      )}
      <Origin of={file} model={model} />
    </>
  );
}
