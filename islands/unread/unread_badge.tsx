import { UnreadCount } from "../conversation_marks.tsx";
import { Icon } from "../icons.tsx";
import { inboxText as t } from "../inbox/inbox_text.ts";
import type { UnreadModel } from "../models/unread_model.ts";

/** More than this is not counted on. */
const SHOWN_MAX = 99;

/** The drawing of the messages, with how many conversations are waiting to be read at its corner. */
export function UnreadBadge({ model }: { model: UnreadModel }) {
  const count = model.count.value;
  return (
    <span role="status" class="unread-status">
      <Icon of="chat" />
      <UnreadCount
        count={count}
        shown={count > SHOWN_MAX ? `${SHOWN_MAX}+` : count}
        words={t("unread_conversations", { count })}
      />
    </span>
  );
}
