import { inboxText as t } from "../inbox/inbox_text.ts";
import type { UnreadModel } from "../models/unread_model.ts";

/** More than this is not counted on. */
const SHOWN_MAX = 99;

/** How many conversations are waiting to be read; nothing where there is none. */
export function UnreadBadge({ model }: { model: UnreadModel }) {
  const count = model.count.value;
  return (
    <span role="status" class="unread-status">
      {count > 0 && (
        <span class="badge">
          <span aria-hidden="true">{count > SHOWN_MAX ? `${SHOWN_MAX}+` : count}</span>
          <span class="hidden">{t("unread_conversations", { count })}</span>
        </span>
      )}
    </span>
  );
}
