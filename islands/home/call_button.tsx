import type { CallType } from "../../realtime/core/call.ts";
import type { AppointmentObject, UserObject } from "../../realtime/core/objects.ts";
import { Icon } from "../icons.tsx";
import type { HomeModel } from "../models/home_model.ts";
import { homeText as t } from "./home_text.ts";

interface CallButtonProps {
  model: HomeModel;
  appointment: AppointmentObject;
  callee: UserObject;
  callType: CallType;
  /** Whether this is what the person is most likely here for. */
  urgent: boolean;
}

/** Calls somebody of an appointment. */
export function CallButton({ model, appointment, callee, callType, urgent }: CallButtonProps) {
  const placing = model.placer.placing.value;
  const calling = placing.step === "calling" && placing.plan.appointmentId === appointment.id &&
    placing.plan.callee.id === callee.id && placing.plan.callType === callType;
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
