import { useContext } from "preact/hooks";
import type { CallType } from "../../realtime/core/call.ts";
import type { AppointmentObject } from "../../realtime/core/objects.ts";
import { Icon } from "../icons.tsx";
import { MomentContext } from "../kit/moment.ts";
import type { HomeModel } from "../models/home_model.ts";
import { Person } from "../person.tsx";
import { When } from "../when.tsx";
import { homeText as t } from "./home_text.ts";

/** One appointment: who, when, what for, and the two ways to call. */
export function AppointmentCard(
  { model, appointment }: { model: HomeModel; appointment: AppointmentObject },
) {
  const other = model.otherOf(appointment);
  const now = useContext(MomentContext).now.value;
  const open = Date.parse(appointment.starts_at) <= now && now < Date.parse(appointment.ends_at);
  const planned = appointment.status === "scheduled";
  return (
    <li class={`card appointment ${open && planned ? "open" : ""}`}>
      <div class="appointment-who">
        <Person user={other} status={model.presenceOf(other.id)} />
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
      {appointment.reason && <p class="appointment-reason">{appointment.reason}</p>}
      {planned && (
        <div class="actions">
          <CallButton model={model} appointment={appointment} callType="video" urgent={open} />
          <CallButton model={model} appointment={appointment} callType="voice" urgent={false} />
        </div>
      )}
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

interface CallButtonProps {
  model: HomeModel;
  appointment: AppointmentObject;
  callType: CallType;
  /** Whether this is what the person is most likely here for. */
  urgent: boolean;
}

function CallButton({ model, appointment, callType, urgent }: CallButtonProps) {
  const callee = model.otherOf(appointment);
  const placing = model.placer.placing.value;
  const calling = placing.step === "calling" && placing.plan.appointmentId === appointment.id &&
    placing.plan.callType === callType;
  const place = () => void model.placer.place({ callee, appointmentId: appointment.id, callType });
  return (
    <button
      type="button"
      class={urgent ? "primary" : undefined}
      disabled={model.obstacle !== null || placing.step === "calling"}
      aria-describedby={model.obstacle ? "obstacle" : undefined}
      aria-label={t(callType === "video" ? "video_to" : "voice_to", { name: callee.name })}
      onClick={place}
    >
      <Icon of={callType === "video" ? "camera" : "phone"} />
      <span>{t(calling ? "calling" : callType)}</span>
    </button>
  );
}
