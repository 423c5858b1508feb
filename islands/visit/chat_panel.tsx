import { ChatView } from "../chat/chat_view.tsx";
import { Icon } from "../icons.tsx";
import type { VisitModel } from "../models/visit_model.ts";
import { visitText as t } from "./visit_text.ts";

/** The conversation of the two: beside the pictures where there is room, a sheet over them on a phone. */
export function ChatPanel({ visit }: { visit: VisitModel }) {
  if (!visit.chatOpen.value) return null;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.isComposing) visit.toggleChat();
  };
  return (
    <aside class="visit-chat" aria-label={t("chat")} onKeyDown={onKeyDown}>
      <div class="visit-chat-head">
        <h2>{t("chat")}</h2>
        <button type="button" class="quiet" aria-label={t("chat_close")} onClick={() => visit.toggleChat()}>
          <Icon of="close" />
        </button>
      </div>
      <ChatView model={visit.chat} />
    </aside>
  );
}
