/// <reference lib="dom" />
import type { ChatModel } from "../models/chat_model.ts";
import { ACCEPTED } from "../models/file_kind.ts";
import { chatText as t } from "./chat_text.ts";
import { FileIcon } from "./file_icon.tsx";

/** Chooses files with the device's own dialog, which on phones has the camera in it. */
export function AttachButton({ model }: { model: ChatModel }) {
  return (
    <label class="button quiet icon-only composer-attach" title={t("attach_hint")}>
      <input
        type="file"
        class="hidden"
        multiple
        accept={ACCEPTED}
        onChange={(event) => {
          const input = event.currentTarget;
          if (input.files) attach(model, input.files);
          // So that the same file can be chosen once more.
          input.value = "";
        }}
      />
      <FileIcon of="attach" />
      <span class="hidden">{t("attach")}</span>
    </label>
  );
}

/** Takes files for the next message. */
export function attach(model: ChatModel, chosen: FileList): void {
  // The list is emptied as soon as its event is over.
  const files = [...chosen];
  void model.useFiles((part) => part.add(files));
}
