import { Icon } from "../icons.tsx";
import type { ChatLine } from "../models/chat_lines.ts";
import type { ChatModel } from "../models/chat_model.ts";
import type { UnsentMessage } from "../models/outbox.ts";
import { When } from "../when.tsx";
import { chatText as t } from "./chat_text.ts";

export interface MessageRowProps {
  line: Extract<ChatLine, { kind: "message" }>;
  model: ChatModel;
}

/** A message as a bubble: who, what, when and, for one's own, how far it has come. */
export function MessageRow({ line: { message, own, opens }, model }: MessageRowProps) {
  return (
    <article class={`bubble ${own ? "own" : "other"}${opens ? " opens" : ""}`}>
      <Speaker
        name={own ? t("you") : model.nameOf(message.sender_id)}
        shown={opens && model.isGroup && !own}
      />
      <p class="bubble-body" dir="auto">{message.body}</p>
      <p class="bubble-foot">
        <When at={message.created_at} as="clock" />
        {own && (
          <span class={`bubble-mark ${message.status}`} title={t(message.status)}>
            <Icon of={message.status === "sent" ? "check" : "double_check"} />
            <span class="hidden">{t(message.status)}</span>
          </span>
        )}
      </p>
    </article>
  );
}

/** A message that the server has not acknowledged: on its way, waiting for the connection, or refused. */
export function UnsentRow({ unsent, model }: { unsent: UnsentMessage; model: ChatModel }) {
  const { clientId, refusal } = unsent;
  return (
    <article class={`bubble own opens unsent${refusal ? " refused" : ""}`}>
      <Speaker name={t("you")} shown={false} />
      <p class="bubble-body" dir="auto">{unsent.body}</p>
      <p class="bubble-foot">
        {refusal
          ? (
            <>
              <Icon of="warning" />
              <span>{refusalText(refusal)}</span>
              <button type="button" class="quiet" onClick={() => model.retry(clientId)}>{t("retry")}</button>
              <button type="button" class="quiet" onClick={() => model.discard(clientId)}>
                {t("discard")}
              </button>
            </>
          )
          : (
            <>
              <Icon of="clock" />
              <span>{t(model.online.value ? "sending" : "waiting")}</span>
            </>
          )}
      </p>
    </article>
  );
}

function Speaker({ name, shown }: { name: string; shown: boolean }) {
  return <p class={shown ? "bubble-name" : "hidden"}>{t("said", { name })}</p>;
}

function refusalText(code: string): string {
  if (code === "too_large") return t("refused_too_large");
  return t(code === "not_found" || code === "forbidden" ? "refused_not_found" : "refused");
}
