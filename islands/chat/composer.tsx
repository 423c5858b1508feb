/// <reference lib="dom" />
import { BODY_LENGTH_MAX } from "../../realtime/core/body_length.ts";
import { Icon } from "../icons.tsx";
import type { ChatModel } from "../models/chat_model.ts";
import { attach, AttachButton } from "./attach_button.tsx";
import { chatText as t } from "./chat_text.ts";

/** From how many characters on the room that is left is shown. */
const COUNT_FROM = BODY_LENGTH_MAX - 500;

/** The field to write in. It grows with the text and never cuts anything off: too long is said, not done. */
export function Composer({ model }: { model: ChatModel }) {
  const draft = model.draft.value;
  const { tray, recorder } = model.files.value.value?.files ?? {};
  // A voice note takes the place of all this until it is sent or thrown away.
  if (recorder?.occupied.value) return null;
  const withFiles = tray !== undefined && tray.files.value.length > 0;
  const sendable = (withFiles ? tray.ready.value : draft.trim() !== "") && model.excess.value === 0;
  return (
    <form
      class="composer"
      id="composer"
      onSubmit={(event) => {
        event.preventDefault();
        model.submit();
      }}
    >
      <AttachButton model={model} />
      <div class="composer-field" data-text={draft}>
        <Field model={model} withFiles={withFiles} />
        {draft === "" && !withFiles && model.canRecord.value && (
          <button
            type="button"
            class="quiet composer-mic"
            title={t("record")}
            onClick={() => void model.useFiles((files) => files.recorder.start())}
          >
            <Icon of="microphone" />
            <span class="hidden">{t("record")}</span>
          </button>
        )}
      </div>
      <button type="submit" class="primary composer-send" aria-disabled={sendable ? undefined : "true"}>
        <Icon of="send" />
        <span class="hidden">{t("send")}</span>
      </button>
      <p id="composer-length" class="composer-length" role="status">
        {model.filesMissing.value ? t("files_missing") : lengthText(draft.length, model.excess.value)}
      </p>
    </form>
  );
}

function Field({ model, withFiles }: { model: ChatModel; withFiles: boolean }) {
  const enterSends = model.enterSends.value;
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, Enter picks a word.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !enterSends) return;
    event.preventDefault();
    model.submit();
  };
  const onPaste = (event: ClipboardEvent) => {
    // Office programs put a picture of the text beside the text.
    const { files, types = [] } = event.clipboardData ?? {};
    if (!files?.length || types.includes("text/plain")) return;
    event.preventDefault();
    attach(model, files);
  };
  return (
    <textarea
      class="composer-text"
      rows={1}
      // The placeholder, and the room beside it, are of the page.
      dir={model.draft.value === "" ? undefined : "auto"}
      aria-label={t(withFiles ? "field_caption" : "field")}
      aria-describedby="composer-length"
      aria-invalid={model.excess.value > 0 ? "true" : undefined}
      placeholder={t(withFiles ? "field_caption" : "placeholder")}
      title={enterSends ? t("send_hint") : undefined}
      enterkeyhint={enterSends ? "send" : "enter"}
      value={model.draft.value}
      onInput={(event) => model.write(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
    />
  );
}

function lengthText(length: number, excess: number): string {
  if (excess > 0) return t("too_long", { count: excess });
  return length > COUNT_FROM ? t("room_left", { count: BODY_LENGTH_MAX - length }) : "";
}
