/// <reference lib="dom" />
import { FileIcon } from "../chat/file_icon.tsx";
import { Icon } from "../icons.tsx";
import { contentUrl } from "../models/attachment_standing.ts";
import type { ChatFiles } from "../models/chat_files.ts";
import { closeModal, showModal } from "../show_modal.ts";
import { filesText as t } from "./files_text.ts";

/** One picture as large as the window allows. Escape and a press beside it close it, and the focus goes back. */
export function PictureViewer({ files }: { files: Pick<ChatFiles, "viewed"> }) {
  const picture = files.viewed.value;
  if (!picture) return null;
  const { attachment_id, file_name, width, height } = picture;
  return (
    <dialog
      ref={showModal}
      class="viewer"
      aria-label={file_name}
      onClose={() => files.viewed.value = null}
      onClick={(event) => event.target === event.currentTarget && closeModal(event)}
      // Escape would close what is below too.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <div class="viewer-bar">
        <span class="file-name" dir="auto">{file_name}</span>
        <a class="button" href={contentUrl(attachment_id)} download={file_name}>
          <FileIcon of="download" />
          {t("download")}
        </a>
        <button type="button" class="icon-only" aria-label={t("close")} onClick={closeModal}>
          <Icon of="close" />
        </button>
      </div>
      <img
        src={contentUrl(attachment_id)}
        alt={file_name}
        width={width ?? undefined}
        height={height ?? undefined}
      />
    </dialog>
  );
}
