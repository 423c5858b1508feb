import { Icon } from "../icons.tsx";
import type { VisitScreen } from "./visit_screen.ts";
import { visitText as t } from "./visit_text.ts";

/** The conversation of the two: beside the pictures where there is room, a sheet over them on a phone. */
export function ChatPanel({ screen: { visit, chatView } }: { screen: VisitScreen }) {
  const ChatView = chatView.value.value;
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
      {ChatView
        ? <ChatView model={visit.chat} />
        : <Loading failed={chatView.failed.value} again={chatView.load} />}
    </aside>
  );
}

function Loading({ failed, again }: { failed: boolean; again: () => void }) {
  return (
    <div class="chat-empty" role="status">
      <p>{t(failed ? "chat_failed" : "chat_loading")}</p>
      {failed && <button type="button" onClick={again}>{t("try_again")}</button>}
    </div>
  );
}
