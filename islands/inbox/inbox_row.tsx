import { useContext } from "preact/hooks";
import type { InboxEntry } from "../../realtime/core/objects.ts";
import { UnreadCount, UnsentTag } from "../conversation_marks.tsx";
import { conversationName } from "../conversation_name.ts";
import { daysBetween } from "../format.ts";
import { Icon } from "../icons.tsx";
import { MomentContext } from "../kit/moment.ts";
import type { InboxModel } from "../models/inbox_model.ts";
import { presenceText, presenceWord } from "../people_text.ts";
import { Avatar } from "../person.tsx";
import { When } from "../when.tsx";
import { inboxText as t } from "./inbox_text.ts";
import { previewOf } from "./preview.ts";

/** One conversation of the list: with whom, what was said last and when, and what has not been read. */
export function InboxRow({ entry, model }: { entry: InboxEntry; model: InboxModel }) {
  const { conversation_id: id, last_message_at: last } = entry;
  const unread = model.unreadOf(entry);
  const unsent = model.unsentIn(id);
  return (
    <a
      class={unread > 0 ? "row inbox-row unread" : "row inbox-row"}
      href={`/messages/${id}`}
      aria-current={id === model.open ? "page" : undefined}
    >
      <Face entry={entry} model={model} />
      <span class="row-words">
        <span class="inbox-line">
          <strong class="inbox-name">
            <bdi>{conversationName(entry, model.me.id)}</bdi>
          </strong>
          {last && <Moment at={last} />}
        </span>
        <span class="inbox-line">
          <span class="inbox-preview muted">
            <bdi>{previewOf(entry, model.me.id)}</bdi>
          </span>
          <UnsentTag count={unsent} words={t("unsent", { count: unsent })} />
          <UnreadCount count={unread} words={t("unread_count", { count: unread })} />
        </span>
      </span>
    </a>
  );
}

/** Of two people the other one with their presence; of a group its first, and that it is one. */
function Face({ entry, model }: { entry: InboxEntry; model: InboxModel }) {
  const others = entry.participants.filter((one) => one.id !== model.me.id);
  const [other] = others;
  if (entry.conversation_type === "group" || !other) {
    return (
      <span class="avatar inbox-group">
        <Icon of="chat" />
        <span class="hidden">{t("group", { count: others.length })}</span>
      </span>
    );
  }
  const status = model.presenceOf(other.id);
  return (
    <span class="inbox-face">
      <Avatar user={other} />
      <span class={`presence ${presenceWord(status)}`}>
        <span class="hidden">{presenceText(status)}</span>
      </span>
    </span>
  );
}

/** The clock of today, the day of what is older. */
function Moment({ at }: { at: string }) {
  const { now, zone } = useContext(MomentContext);
  const isToday = daysBetween(now.value, Date.parse(at), zone.value) === 0;
  return (
    <span class="muted inbox-when">
      <When at={at} as={isToday ? "clock" : "day"} />
    </span>
  );
}
