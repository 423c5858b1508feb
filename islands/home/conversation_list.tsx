import type { ConversationObject, UserObject } from "../../realtime/core/objects.ts";
import { UnreadCount, UnsentTag } from "../conversation_marks.tsx";
import { conversationName } from "../conversation_name.ts";
import { Empty } from "../empty.tsx";
import type { HomeModel } from "../models/home_model.ts";
import { Avatar } from "../person.tsx";
import { When } from "../when.tsx";
import { homeText as t } from "./home_text.ts";

/** All conversations, the latest first, with what has not been read. */
export function ConversationList({ model }: { model: HomeModel }) {
  const conversations = model.conversations.value;
  return (
    <section aria-labelledby="conversations">
      <div class="section-head">
        <h2 id="conversations">{t("conversations")}</h2>
      </div>
      {conversations.length === 0
        ? <Empty icon="chat" title={t("conversations_none")}>{t("conversations_none_text")}</Empty>
        : (
          <ul class="rows">
            {conversations.map((one) => (
              <Conversation
                key={one.conversation_id}
                conversation={one}
                me={model.me}
                unsent={model.unsentIn(one.conversation_id)}
              />
            ))}
          </ul>
        )}
    </section>
  );
}

interface ConversationProps {
  conversation: ConversationObject;
  me: UserObject;
  unsent: number;
}

function Conversation({ conversation, me, unsent }: ConversationProps) {
  const other = conversation.participants.find((one) => one.id !== me.id);
  const { unread_count: count, last_message_at: last } = conversation;
  return (
    <li>
      <a class="row" href={`/messages/${conversation.conversation_id}`}>
        {other && <Avatar user={other} />}
        <span class="row-words">
          <strong>
            <bdi>{conversationName(conversation, me.id)}</bdi>
          </strong>
          <span class="muted">
            {last
              ? (
                <>
                  <span class="hidden">{t("last_message")}</span> <When at={last} />
                </>
              )
              : t("no_message")}
          </span>
        </span>
        <UnsentTag count={unsent} words={t("unsent", { count: unsent })} />
        <UnreadCount count={count} words={t("unread", { count })} />
      </a>
    </li>
  );
}
