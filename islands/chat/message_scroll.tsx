/// <reference lib="dom" />
import { Icon } from "../icons.tsx";
import type { ChatLine } from "../models/chat_lines.ts";
import type { ChatModel } from "../models/chat_model.ts";
import { When } from "../when.tsx";
import type { ChatRows } from "./chat_rows.ts";
import { chatText as t } from "./chat_text.ts";
import { MessageRow, UnsentRow } from "./message_rows.tsx";
import { newestText } from "./newest_text.ts";

/** Only the rows around what is visible are drawn; read aloud is only what comes at the end. */
export function MessageScroll({ model, rows }: { model: ChatModel; rows: ChatRows }) {
  const lines = rows.lines.value;
  return (
    <div class="chat-main">
      <div
        ref={rows.attach}
        class="chat-scroll"
        role="log"
        aria-live={model.atEnd.value ? "polite" : "off"}
        aria-label={t("log", { names: model.othersNames })}
        tabIndex={0}
      >
        <div class="chat-lines">
          <OlderButton model={model} />
          {lines.length === 0 && <p class="chat-empty">{t("empty")}</p>}
          {rows.parts.value.flatMap((part) =>
            part.kind === "space"
              ? [
                <Space
                  key={`space-${part.from === 0 ? "top" : part.to === lines.length ? "end" : "middle"}`}
                  px={part.px}
                />,
              ]
              : lines.slice(part.from, part.to).map((line) => (
                <div key={line.key} ref={rows.observe} class="chat-row" data-row={line.key}>
                  <Line line={line} model={model} />
                </div>
              ))
          )}
        </div>
      </div>
      <NewestButton model={model} rows={rows} />
    </div>
  );
}

/** Room for rows that are not drawn. */
function Space({ px }: { px: number }) {
  const size = (element: HTMLElement | null) => {
    if (element) element.style.blockSize = `${px}px`;
  };
  return <div ref={size} />;
}

function NewestButton({ model, rows }: { model: ChatModel; rows: ChatRows }) {
  const count = rows.fresh.value;
  return (
    <>
      <p class="hidden" role="status">{count > 0 && newestText("fresh", { count })}</p>
      {!model.atEnd.value && (rows.far.value || count > 0) && (
        <button type="button" class="chat-newest" onClick={rows.toEnd}>
          {newestText(count > 0 ? "fresh" : "jump", { count })} <span aria-hidden="true">↓</span>
        </button>
      )}
    </>
  );
}

function Line({ line, model }: { line: ChatLine; model: ChatModel }) {
  switch (line.kind) {
    case "day":
      return (
        <p class="chat-day">
          <When at={line.at} as="day" />
        </p>
      );
    case "visit":
      return (
        <p class="chat-day">
          {line.current ? t("in_this_visit") : <a href={`/visit/${line.callId}`}>{t("in_visit")}</a>}
        </p>
      );
    case "message":
      return <MessageRow line={line} model={model} />;
    case "unsent":
      return <UnsentRow unsent={line.unsent} model={model} />;
  }
}

function OlderButton({ model }: { model: ChatModel }) {
  const older = model.older.value;
  if (older === "none") return null;
  return (
    <button
      type="button"
      class="quiet chat-older"
      aria-disabled={older === "loading" ? "true" : undefined}
      onClick={() => void model.loadOlder()}
    >
      <Icon of="history" />
      {t(older === "loading" ? "older_loading" : older === "failed" ? "older_failed" : "older")}
    </button>
  );
}
