import { formatFileSize } from "../file_size.ts";
import { Icon } from "../icons.tsx";
import type { ChatModel } from "../models/chat_model.ts";
import type { UnsentFile, UnsentMessage } from "../models/outbox.ts";
import type { UploadState } from "../models/uploader.ts";
import { chatText as t } from "./chat_text.ts";
import { FileIcon } from "./file_icon.tsx";
import { mayRetryUpload, uploadFailure } from "./upload_words.ts";

export interface UnsentFilesProps {
  unsent: UnsentMessage;
  model: ChatModel;
}

/** The files of a message that is not sent yet: how far each upload has come, and what can be done about it. */
export function UnsentFiles({ unsent, model }: UnsentFilesProps) {
  return (
    <ul class="unsent-files">
      {unsent.files.map((file) => <Row key={file.clientId} file={file} unsent={unsent} model={model} />)}
    </ul>
  );
}

function Row({ file, unsent, model }: UnsentFilesProps & { file: UnsentFile }) {
  const { clientId, name, size, attachmentId } = file;
  const state = model.uploads.value.get(clientId);
  const preview = model.previews.value.get(clientId);
  const drop = () => void model.useFiles((files) => files.drop(clientId));
  const retry = () => void model.useFiles((files) => files.retry(clientId));
  return (
    <li class="unsent-file">
      {preview ? <img class="thumb" src={preview} alt="" /> : <FileIcon of="file" />}
      <span class="file-words">
        <span class="file-name" dir="auto">
          {unsent.messageType === "voice_note" ? t("voice_note") : name}
        </span>
        <span class="muted">
          {formatFileSize(size)}
          {/* A log is read aloud as it changes; not with every percent. */}
          {state?.name === "uploading" && (
            <span aria-hidden="true">{` · ${t("upload_percent", { percent: state.percent })}`}</span>
          )}
        </span>
        {state?.name === "uploading"
          ? <progress max={100} value={state.percent} aria-label={t("upload_progress", { name })} />
          : <span class={attachmentId ? "muted" : ""}>{stateWords(model, file, state)}</span>}
      </span>
      {state?.name === "failed" && mayRetryUpload(state.code) && (
        <button type="button" class="quiet" aria-label={t("upload_retry", { name })} onClick={retry}>
          {t("retry")}
        </button>
      )}
      {!attachmentId && (
        <button
          type="button"
          class="quiet icon-only"
          aria-label={t(state && state.name !== "failed" ? "upload_cancel" : "upload_drop", { name })}
          onClick={drop}
        >
          <Icon of="close" />
        </button>
      )}
    </li>
  );
}

function stateWords(model: ChatModel, { attachmentId }: UnsentFile, state: UploadState | undefined): string {
  if (attachmentId) return t("upload_done");
  if (!state) return t("upload_lost");
  if (state.name === "failed") return uploadFailure(state.code);
  return t(model.online.value ? "upload_waiting" : "upload_offline");
}
