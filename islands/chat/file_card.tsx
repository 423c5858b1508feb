import type { AttachmentObject } from "../../realtime/core/objects.ts";
import { formatFileSize } from "../file_size.ts";
import { contentUrl } from "../models/attachment_standing.ts";
import { fileKind } from "../models/file_kind.ts";
import { chatText as t } from "./chat_text.ts";
import { FileIcon } from "./file_icon.tsx";

/** A file as its name and size, to be downloaded. */
export function FileCard({ attachment }: { attachment: AttachmentObject }) {
  const { attachment_id, file_name, file_size, file_type } = attachment;
  return (
    <p class="file-card">
      <FileIcon of={fileKind(file_type) === "pdf" ? "report" : "file"} />
      <span class="file-words">
        <span class="file-name" dir="auto">{file_name}</span>
        <span class="muted">{formatFileSize(file_size)}</span>
      </span>
      <a
        class="button"
        href={contentUrl(attachment_id)}
        download={file_name}
        aria-label={t("download_named", { name: file_name })}
        title={t("download")}
      >
        <FileIcon of="download" />
      </a>
    </p>
  );
}
