/// <reference lib="dom" />
import { useSignal } from "@preact/signals";
import { useContext } from "preact/hooks";
import { Icon } from "../icons.tsx";
import { MomentContext } from "../kit/moment.ts";
import { type ChatLine, chatLines } from "../models/chat_lines.ts";
import type { ChatModel } from "../models/chat_model.ts";
import { When } from "../when.tsx";
import { attach } from "./attach_button.tsx";
import { chatText as t } from "./chat_text.ts";
import { Composer } from "./composer.tsx";
import { MessageRow, UnsentRow } from "./message_rows.tsx";

/** How near to the top scrolling fetches what came before, in pixels. */
const OLDER_WITHIN_PX = 160;

/** A conversation: what was written, what is being written, and the field to write in. */
export function ChatView({ model }: { model: ChatModel }) {
  const { zone } = useContext(MomentContext);
  const lines = chatLines({
    messages: model.log.value.messages,
    unsent: model.unsent.value,
    me: model.me.id,
    zone: zone.value,
    callId: model.callId,
  });
  // The box is laid out from the bottom, so the newest stays in sight and older pages push nothing around.
  const nearTop = (box: HTMLElement) => box.scrollHeight + box.scrollTop - box.clientHeight < OLDER_WITHIN_PX;
  const dropping = useSignal(false);
  const { Panel, files } = model.files.value.value ?? {};
  return (
    <div
      class="chat"
      data-dropping={dropping.value ? t("drop_here") : undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer?.types.includes("Files")) return;
        event.preventDefault();
        dropping.value = true;
      }}
      onDragLeave={({ currentTarget, relatedTarget: to }) => {
        if (!(to instanceof Node && currentTarget.contains(to))) dropping.value = false;
      }}
      onDrop={(event) => {
        dropping.value = false;
        if (!event.dataTransfer?.files.length) return;
        event.preventDefault();
        attach(model, event.dataTransfer.files);
      }}
    >
      <div
        class="chat-scroll"
        role="log"
        aria-label={t("log", { names: model.othersNames })}
        tabIndex={0}
        onScroll={(event) => nearTop(event.currentTarget) && void model.loadOlder()}
      >
        <div class="chat-lines">
          <OlderButton model={model} />
          {lines.length === 0 && <p class="chat-empty">{t("empty")}</p>}
          {lines.map((line) => <Line key={line.key} line={line} model={model} />)}
        </div>
      </div>
      <TypingNote model={model} />
      <UnkeptNote model={model} />
      {Panel && files && <Panel files={files} />}
      <Composer model={model} />
    </div>
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

/** Where the browser keeps nothing, the person has to. */
function UnkeptNote({ model }: { model: ChatModel }) {
  return (
    <p class="chat-unkept" role="status">
      {!model.kept.value && t("unkept")}
    </p>
  );
}

function TypingNote({ model }: { model: ChatModel }) {
  const [first, second] = model.typing.value;
  return (
    <p class="chat-typing">
      {first !== undefined && (
        <>
          <span class="typing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          {second === undefined ? t("typing_one", { name: model.nameOf(first) }) : t("typing_many")}
        </>
      )}
    </p>
  );
}
