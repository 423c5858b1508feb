/// <reference lib="dom" />
import type { AttachmentObject } from "../../realtime/core/objects.ts";
import { Icon } from "../icons.tsx";
import { contentUrl } from "../models/attachment_standing.ts";
import type { GalleryModel } from "../models/gallery_model.ts";
import { galleryText as t } from "./gallery_text.ts";
import { Origin } from "./origin.tsx";

/** Side of a picture in the grid, in CSS pixels. */
const SIDE = 160;

/** A small picture that opens large, or why there is none. */
export function GalleryPicture({ picture, model }: { picture: AttachmentObject; model: GalleryModel }) {
  const { attachment_id, file_name, scan } = picture;
  if (scan === "pending" || scan === "infected") {
    return (
      <p class="gallery-absent">
        <Icon of={scan === "pending" ? "clock" : "warning"} />
        {t(scan === "pending" ? "checking" : "infected")}
      </p>
    );
  }
  return (
    <a
      href={contentUrl(attachment_id)}
      title={t("larger", { name: file_name })}
      onClick={(event) => {
        // With a key held down the browser opens it elsewhere.
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        model.viewed.value = picture;
      }}
    >
      <img
        src={contentUrl(attachment_id)}
        alt={file_name}
        width={SIDE}
        height={SIDE}
        loading="lazy"
        decoding="async"
      />
      <Origin of={picture} model={model} />
    </a>
  );
}
