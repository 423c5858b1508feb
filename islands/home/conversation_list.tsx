import type { ConversationObject, UserObject } from "../../realtime/core/objects.ts";
import { Empty } from "../empty.tsx";
import { Icon } from "../icons.tsx";
import type { HomeModel } from "../models/home_model.ts";
import { Avatar } from "../person.tsx";
import { When } from "../when.tsx";
import { homeText as t } from "./home_text.ts";
import { listOf } from "../list_of.ts";

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
  const others = conversation.participants.filter((one) => one.id !== me.id);
  const name = conversation.group_name ?? listOf(others.map((one) => one.name));
  const { unread_count: count, last_message_at: last } = conversation;
  return (
    <li>
      <a class="row" href={`/messages/${conversation.conversation_id}`}>
        {others[0] && <Avatar user={others[0]} />}
        <span class="row-words">
          <strong>
            <bdi>{name}</bdi>
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
        {unsent > 0 && (
          <span class="tag warn">
            <Icon of="clock" />
            {t("unsent", { count: unsent })}
          </span>
        )}
        {count > 0 && (
          <span class="badge">
            <span aria-hidden="true">{count}</span>
            <span class="hidden">{t("unread", { count })}</span>
          </span>
        )}
      </a>
    </li>
  );
}
