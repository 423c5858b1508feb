import { BODY_LENGTH_MAX } from "../../realtime/core/body_length.ts";
import { Icon } from "../icons.tsx";
import type { ChatModel } from "../models/chat_model.ts";
import { chatText as t } from "./chat_text.ts";

/** From how many characters on the room that is left is shown. */
const COUNT_FROM = BODY_LENGTH_MAX - 500;

/** The field to write in. It grows with the text and never cuts anything off: too long is said, not done. */
export function Composer({ model }: { model: ChatModel }) {
  const draft = model.draft.value;
  const sendable = draft.trim() !== "" && model.excess.value === 0;
  const enterSends = model.enterSends.value;
  const onKeyDown = (event: KeyboardEvent) => {
    // While an input method composes, Enter picks a word.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !enterSends) return;
    event.preventDefault();
    model.submit();
  };
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        model.submit();
      }}
    >
      <div class="composer-field" data-text={draft}>
        <textarea
          class="composer-text"
          rows={1}
          aria-label={t("field")}
          aria-describedby="composer-length"
          aria-invalid={model.excess.value > 0 ? "true" : undefined}
          placeholder={t("placeholder")}
          title={enterSends ? t("send_hint") : undefined}
          enterkeyhint={enterSends ? "send" : "enter"}
          value={draft}
          onInput={(event) => model.write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <button type="submit" class="primary composer-send" aria-disabled={sendable ? undefined : "true"}>
        <Icon of="send" />
        <span class="hidden">{t("send")}</span>
      </button>
      <p id="composer-length" class="composer-length" role="status">
        {lengthText(draft.length, model.excess.value)}
      </p>
    </form>
  );
}

function lengthText(length: number, excess: number): string {
  if (excess > 0) return t("too_long", { count: excess });
  return length > COUNT_FROM ? t("room_left", { count: BODY_LENGTH_MAX - length }) : "";
}
