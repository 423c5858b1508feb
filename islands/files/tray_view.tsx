import { TITLE_LENGTH_MAX } from "../../realtime/core/message_content.ts";
import { FileIcon } from "../chat/file_icon.tsx";
import { formatFileSize } from "../file_size.ts";
import { Icon } from "../icons.tsx";
import type { ChatFiles } from "../models/chat_files.ts";
import { type FileTray, TRAY_FILES_MAX, type TrayFile, type TrayProblem } from "../models/file_tray.ts";
import { filesText as t } from "./files_text.ts";

/** The files that go with the next message, and why others can't. */
export function TrayView({ files: { tray, chat } }: { files: ChatFiles }) {
  const files = tray.files.value;
  return (
    <>
      <div role="alert">
        {tray.problems.value.map((one, n) => (
          <p key={n} class="tray-problem">
            <Icon of="warning" />
            <span>{problemWords(one, tray.bytesMax)}</span>
          </p>
        ))}
      </div>
      {files.length > 0 && (
        <section class="tray" aria-label={t("tray")}>
          <ul class="tray-files">
            {files.map((file) => (
              <Row
                key={file.clientId}
                file={file}
                preview={chat.previews.value.get(file.clientId)}
                onRemove={() => tray.remove(file.clientId)}
              />
            ))}
          </ul>
          {tray.choices.value.length > 0 && <SendAsChoice tray={tray} />}
        </section>
      )}
    </>
  );
}

function Row({ file, preview, onRemove }: {
  file: TrayFile;
  preview: string | undefined;
  onRemove: () => void;
}) {
  return (
    <li class="tray-file">
      {preview
        ? <img class="thumb" src={preview} alt="" />
        : <FileIcon of={file.kind === "pdf" ? "report" : "file"} />}
      <span class="file-words">
        <span class="file-name" dir="auto">{file.name}</span>
        <span class="muted">{formatFileSize(file.bytes.size)}</span>
      </span>
      <button
        type="button"
        class="quiet icon-only tray-remove"
        aria-label={t("remove", { name: file.name })}
        onClick={onRemove}
      >
        <Icon of="close" />
      </button>
    </li>
  );
}

/** Doctors may send a PDF or a picture as a paper with a title. */
function SendAsChoice({ tray }: { tray: FileTray }) {
  const sendAs = tray.sendAs.value;
  return (
    <div class="send-as">
      <fieldset>
        <legend>{t("send_as")}</legend>
        {tray.choices.value.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name="send-as"
              checked={one === sendAs}
              onChange={() => tray.choose(one)}
            />
            {t(`as_${one}`)}
          </label>
        ))}
      </fieldset>
      {sendAs !== "file" && (
        <label>
          {t(`title_${sendAs}`)}
          <input
            type="text"
            form="composer"
            maxLength={TITLE_LENGTH_MAX}
            required
            dir="auto"
            value={tray.title.value}
            onInput={(event) => tray.title.value = event.currentTarget.value}
          />
        </label>
      )}
    </div>
  );
}

function problemWords({ name, code }: TrayProblem, bytesMax: number): string {
  return t(`problem_${code}`, { name, size: formatFileSize(bytesMax), count: TRAY_FILES_MAX });
}
