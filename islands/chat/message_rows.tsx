import type { ComponentChildren } from "preact";
import type { MessageType } from "../../realtime/core/fields.ts";
import { Icon } from "../icons.tsx";
import type { ChatLine } from "../models/chat_lines.ts";
import type { ChatModel } from "../models/chat_model.ts";
import type { UnsentMessage } from "../models/outbox.ts";
import { When } from "../when.tsx";
import { Attachments } from "./attachment_views.tsx";
import { chatText as t } from "./chat_text.ts";
import { FileIcon } from "./file_icon.tsx";
import { UnsentFiles } from "./unsent_files.tsx";

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
      <Content type={message.message_type} body={message.body}>
        <Attachments message={message} model={model} />
      </Content>
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
  const { clientId, refusal, messageType, body, files } = unsent;
  return (
    <article class={`bubble own opens unsent${refusal ? " refused" : ""}`}>
      <Speaker name={t("you")} shown={false} />
      <Content type={messageType} body={body}>
        {files.length > 0 && <UnsentFiles unsent={unsent} model={model} />}
      </Content>
      {refusal
        ? (
          <p class="bubble-foot">
            <Icon of="warning" />
            <span>{refusalText(refusal, files.length > 0)}</span>
            <button type="button" class="quiet" onClick={() => model.retry(clientId)}>{t("retry")}</button>
            <button type="button" class="quiet" onClick={() => model.discard(clientId)}>
              {t("discard")}
            </button>
          </p>
        )
        // What is being uploaded says so by itself.
        : files.every((one) => one.attachmentId !== null) && (
          <p class="bubble-foot">
            <Icon of="clock" />
            <span>{t(model.online.value ? "sending" : "waiting")}</span>
          </p>
        )}
    </article>
  );
}

interface ContentProps {
  type: MessageType;
  body: string;
  children: ComponentChildren;
}

/** The words of a message and what is attached to it; a paper is marked as what it is and has a title. */
function Content({ type, body, children }: ContentProps) {
  if (type !== "prescription" && type !== "report") {
    return (
      <>
        {children}
        {body !== "" && <p class="bubble-body" dir="auto">{body}</p>}
      </>
    );
  }
  return (
    <section class="paper">
      <p class="paper-kind">
        <FileIcon of={type} />
        {t(type)}
      </p>
      <h3 class="paper-title" dir="auto">{body}</h3>
      {children}
    </section>
  );
}

function Speaker({ name, shown }: { name: string; shown: boolean }) {
  return <p class={shown ? "bubble-name" : "hidden"}>{t("said", { name })}</p>;
}

function refusalText(code: string, hasFiles: boolean): string {
  if (code === "not_found" && hasFiles) return t("refused_file");
  if (code === "too_large") return t("refused_too_large");
  return t(code === "not_found" || code === "forbidden" ? "refused_not_found" : "refused");
}
