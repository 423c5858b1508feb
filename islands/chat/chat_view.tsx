/// <reference lib="dom" />
import { useComputed, useSignal } from "@preact/signals";
import { useContext } from "preact/hooks";
import { MomentContext } from "../kit/moment.ts";
import type { ChatModel } from "../models/chat_model.ts";
import { attach } from "./attach_button.tsx";
import { ChatRows } from "./chat_rows.ts";
import { chatText as t } from "./chat_text.ts";
import { Composer } from "./composer.tsx";
import { MessageScroll } from "./message_scroll.tsx";

/** A conversation: what was written, what is being written, and the field to write in. */
export function ChatView({ model }: { model: ChatModel }) {
  const { zone } = useContext(MomentContext);
  const rows = useComputed(() => new ChatRows(model, zone)).value;
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
      <MessageScroll model={model} rows={rows} />
      <TypingNote model={model} />
      <UnkeptNote model={model} />
      {Panel && files && <Panel files={files} />}
      <Composer model={model} />
    </div>
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
