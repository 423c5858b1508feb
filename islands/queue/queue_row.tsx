import { useContext } from "preact/hooks";
import type { CallType } from "../../realtime/core/call.ts";
import type { QueueEntryObject } from "../../realtime/core/waiting_objects.ts";
import { formatClock, formatDuration } from "../format.ts";
import { Icon } from "../icons.tsx";
import { MomentContext } from "../kit/moment.ts";
import { LATER_MINUTES, type QueueModel } from "../models/queue_model.ts";
import { Avatar } from "../person.tsx";
import { queueText as t } from "./queue_text.ts";

interface QueueRowProps {
  model: QueueModel;
  entry: QueueEntryObject;
}

/** Shorter than this is "just come", in milliseconds. */
const JUST_COME_MS = 60_000;

/** One person who waits. */
export function QueueRow({ model, entry }: QueueRowProps) {
  const { user } = entry;
  return (
    <li class="row queue-row">
      <Avatar user={user} />
      <Facts model={model} entry={entry} />
      <div class="actions">
        <Admit model={model} entry={entry} callType="video" />
        <Later model={model} entry={entry} />
        <Admit model={model} entry={entry} callType="voice" />
        <details class="queue-more">
          <summary class="button quiet" aria-label={t("more_name", { name: user.name })}>
            <Icon of="more" />
            {t("more")}
          </summary>
          <div class="actions">
            <button type="button" class="quiet" onClick={() => void model.write(entry)}>
              <Icon of="chat" />
              {t("write")}
            </button>
            <button type="button" class="quiet" onClick={() => void model.invite(entry)}>
              <Icon of="send" />
              {t("invite")}
            </button>
            <button type="button" class="quiet" onClick={() => model.asksAbout.value = entry}>
              <Icon of="close" />
              {t("not_come")}
            </button>
          </div>
        </details>
      </div>
    </li>
  );
}

function Facts({ model, entry }: QueueRowProps) {
  const verdict = model.verdictOf(entry);
  const { now, zone } = useContext(MomentContext);
  const clock = (at: string) => formatClock(Date.parse(at), zone.value);
  const waitedMs = now.value - Date.parse(entry.arrived_at);
  const until = entry.postponed_until;
  return (
    <span class="row-words">
      <strong>{entry.user.name}</strong>
      <span class="muted">
        {t("visit_at", { time: clock(entry.starts_at) })} ·{" "}
        {waitedMs < JUST_COME_MS ? t("since_now") : t("since", { duration: formatDuration(waitedMs / 1000) })}
      </span>
      <span class="queue-tags">
        {entry.status === "away" && <span class="tag" title={t("away_hint")}>{t("away")}</span>}
        {verdict && <span class={`tag ${verdict === "video" ? "good" : ""}`}>{t(`check_${verdict}`)}</span>}
        {until && Date.parse(until) > now.value && (
          <span class="tag">{t("asked_until", { time: clock(until) })}</span>
        )}
      </span>
    </span>
  );
}

function Admit({ model, entry, callType }: QueueRowProps & { callType: CallType }) {
  const placing = model.placer.placing.value;
  const calling = placing.step === "calling" && placing.plan.callee.id === entry.user.id &&
    placing.plan.callType === callType;
  const isVideo = callType === "video";
  return (
    <button
      type="button"
      class={isVideo ? "primary" : undefined}
      disabled={model.obstacle.value !== null || placing.step === "calling"}
      aria-describedby={model.obstacle.value ? "queue-obstacle" : undefined}
      aria-label={t(isVideo ? "admit_name" : "admit_voice_name", { name: entry.user.name })}
      onClick={() => model.admit(entry, callType)}
    >
      <Icon of={isVideo ? "camera" : "phone"} />
      {t(calling ? "calling" : isVideo ? "admit" : "admit_voice")}
    </button>
  );
}

function Later({ model, entry }: QueueRowProps) {
  const { now } = useContext(MomentContext);
  const asked = Date.parse(entry.postponed_until ?? "") > now.value;
  return (
    <button
      type="button"
      disabled={model.busy.value}
      aria-label={t(asked ? "ready_name" : "later_name", { name: entry.user.name })}
      onClick={() => void model.postpone(entry, asked ? 0 : LATER_MINUTES)}
    >
      <Icon of={asked ? "check" : "clock"} />
      {t(asked ? "ready" : "later")}
    </button>
  );
}
