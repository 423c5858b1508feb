import { useContext } from "preact/hooks";
import { doorOf } from "../../realtime/core/appointment.ts";
import type { AppointmentObject } from "../../realtime/core/objects.ts";
import { checkLinkText } from "../check_link_text.ts";
import { Icon } from "../icons.tsx";
import { MomentContext } from "../kit/moment.ts";
import { Person } from "../person.tsx";
import { queueText } from "../queue/queue_text.ts";
import { When } from "../when.tsx";
import type { AppointmentProps } from "./appointment_props.ts";
import { CallButton } from "./call_button.tsx";
import { DeskActions } from "./desk_actions.tsx";
import { homeText as t } from "./home_text.ts";
import { OtherPeople } from "./other_people.tsx";

/** One appointment: who, when, what for, and the ways to call; for whoever plans visits also what can be changed. */
export function AppointmentCard({ model, appointment }: AppointmentProps) {
  const [other] = model.othersOf(appointment);
  const mine = model.isIn(appointment);
  const now = useContext(MomentContext).now.value;
  const isOver = now >= Date.parse(appointment.ends_at);
  const open = Date.parse(appointment.starts_at) <= now && !isOver;
  const planned = appointment.status === "scheduled";
  const mayWait = mine && !model.plans && doorOf(appointment, now).state === "open";
  return (
    <li class={`card appointment ${open && planned ? "open" : ""}`}>
      <div class="appointment-who">
        <Person user={other} status={mine ? model.presenceOf(other.id) : undefined} />
        {planned
          ? open && <span class="tag good">{t("open_now")}</span>
          : <Ended status={appointment.status} />}
      </div>
      <p class="appointment-when">
        <Icon of="calendar" />
        <span>
          <When at={appointment.starts_at} /> <Until at={appointment.ends_at} />
        </span>
      </p>
      {appointment.reason && (
        <p class="appointment-reason">
          <bdi>{appointment.reason}</bdi>
        </p>
      )}
      {planned && mine && (
        <div class="actions">
          {mayWait && (
            <a class="button primary" href={`/waiting/${appointment.id}`}>
              <Icon of="clock" />
              {queueText("go_in")}
            </a>
          )}
          <CallButton
            model={model}
            appointment={appointment}
            callee={other}
            callType="video"
            urgent={open && !mayWait}
          />
          <CallButton
            model={model}
            appointment={appointment}
            callee={other}
            callType="voice"
            urgent={false}
          />
        </div>
      )}
      {planned && mine && !isOver && (
        <a class="check-link" href={`/check?appointment=${appointment.id}`}>
          <Icon of="settings" />
          {checkLinkText("check")}
        </a>
      )}
      <OtherPeople model={model} appointment={appointment} />
      {planned && model.plans && !isOver && <DeskActions model={model} appointment={appointment} />}
    </li>
  );
}

function Ended({ status }: { status: AppointmentObject["status"] }) {
  return <span class="tag">{t(status === "cancelled" ? "cancelled" : "completed")}</span>;
}

function Until({ at }: { at: string }) {
  const [before, after] = t("until").split("{time}");
  return (
    <>
      {before}
      <When at={at} as="clock" />
      {after}
    </>
  );
}
