import { useContext } from "preact/hooks";
import { formatClock } from "../format.ts";
import { Icon, type IconName } from "../icons.tsx";
import { MomentContext } from "../kit/moment.ts";
import type { WaitingModel, WaitingStage } from "../models/waiting_model.ts";
import { Avatar } from "../person.tsx";
import { When } from "../when.tsx";
import { LeaveRoom } from "./leave_room.tsx";
import { SoundButton } from "./sound_button.tsx";
import { waitingText as t } from "./waiting_text.ts";
import { explanation, headline } from "./waiting_words.ts";

/** The waiting room: with whom and when, how long it may take, and what can be done meanwhile. */
export function WaitingView({ model }: { model: WaitingModel }) {
  const stage = model.stage.value;
  const { doctor, starts_at, ends_at } = model.appointment.value;
  const { now, zone } = useContext(MomentContext);
  const [before, after] = t("until").split("{time}");
  return (
    <div class="card join waiting">
      <div class="waiting-who">
        <Sign model={model} />
        <div class="join-words">
          <strong>{doctor.name}</strong>
          <p class="muted">
            <When at={starts_at} /> {before}
            <When at={ends_at} as="clock" />
            {after}
          </p>
        </div>
      </div>
      <div class="join-words" role="status">
        <h1>{headline(model)}</h1>
        <p>{explanation(model, { now: now.value, zone: zone.value })}</p>
        <Notices model={model} />
      </div>
      {stage === "queued" && <Queued model={model} />}
      <WayOn model={model} stage={stage} />
    </div>
  );
}

const SIGNS: Partial<Record<WaitingStage, IconName>> = {
  admitted: "check",
  cancelled: "calendar",
  left: "sign_out",
  not_come: "warning",
  over: "check",
  too_early: "clock",
};

/** The doctor, with waves around them while somebody waits. */
function Sign({ model }: { model: WaitingModel }) {
  const icon = SIGNS[model.stage.value];
  if (icon) {
    return (
      <span class="sign">
        <Icon of={icon} />
      </span>
    );
  }
  return (
    <span class={`waiting-doctor ${model.doctorState.value}`}>
      <Avatar user={model.appointment.value.doctor} />
    </span>
  );
}

function Notices({ model }: { model: WaitingModel }) {
  const { zone } = useContext(MomentContext);
  const { name } = model.appointment.value.doctor;
  const missed = model.missedAt.value;
  return (
    <>
      {model.stage.value === "queued" && missed !== null && (
        <p class="notice waiting-missed">{t("missed", { name, time: formatClock(missed, zone.value) })}</p>
      )}
      {model.stage.value === "queued" && model.isQuiet && <p class="notice bad">{t("quiet")}</p>}
      {model.problem.value === "arrive" && <p class="notice bad">{t("offline")}</p>}
    </>
  );
}

function Queued({ model }: { model: WaitingModel }) {
  const { zone } = useContext(MomentContext);
  const { doctor, id } = model.appointment.value;
  const arrived = model.waiting.value.arrived_at;
  return (
    <>
      <p class="muted">
        {t("how", { name: doctor.name })}{" "}
        {arrived && t("since", { time: formatClock(Date.parse(arrived), zone.value) })}
      </p>
      <div class="waiting-ways">
        <SoundButton model={model} />
        <a class="button" href={`/check?appointment=${id}&next=/waiting/${id}`}>
          <Icon of="camera" />
          {t("check")}
        </a>
        <Write model={model} />
      </div>
      <LeaveRoom model={model} />
    </>
  );
}

function Write({ model }: { model: WaitingModel }) {
  const { name } = model.appointment.value.doctor;
  const count = model.unread.value;
  return (
    <a class={`button ${count > 0 ? "primary" : ""}`} href={`/conversations/${model.conversationId}`}>
      <Icon of="chat" />
      {count > 0 ? t("write_unread", { count, name }) : t("write", { name })}
    </a>
  );
}

/** What there is to do for whoever is not in the queue. */
function WayOn({ model, stage }: { model: WaitingModel; stage: WaitingStage }) {
  if (stage === "queued" || stage === "entering") return null;
  const again = ({ left: "come_back", not_come: "i_am_here", admitted: "wait_again" } as const)[
    stage as "left"
  ];
  return (
    <div class="waiting-ways">
      {again && <button type="button" class="primary" onClick={() => model.comeBack()}>{t(again)}</button>}
      {stage === "over" && <Write model={model} />}
      <a class="button quiet" href="/">{t("home")}</a>
    </div>
  );
}
