import { formatClock } from "../format.ts";
import type { WaitingModel } from "../models/waiting_model.ts";
import { waitingText as t } from "./waiting_text.ts";

/** What stands largest on the page. */
export function headline({ stage, waiting }: WaitingModel): string {
  switch (stage.value) {
    case "queued":
      return waiting.value.place ? t("before", { count: waiting.value.place }) : t("next");
    case "entering":
      return t("entering");
    default:
      return t(`${stage.value}_title`);
  }
}

/** What is said below it: until when the doctor has asked to wait, where that has not passed by `now`. */
export function explanation(
  { stage, appointment, doctorState, waiting }: WaitingModel,
  { now, zone }: { now: number; zone: string },
): string {
  const { name } = appointment.value.doctor;
  const until = Date.parse(waiting.value.postponed_until ?? "");
  if (stage.value === "queued" && until > now) {
    return t("postponed", { name, time: formatClock(until, zone) });
  }
  if (stage.value === "queued") return t(doctorState.value, { name });
  return t(`${stage.value}_text`, { name });
}

/** The title of the tab, so that it can be left: how things stand, with whom. */
export function tabTitle(model: WaitingModel): string {
  const { stage, waiting, appointment, problem } = model;
  const { name } = appointment.value.doctor;
  const place = waiting.value.place ?? 0;
  const words = problem.value === "arrive"
    ? t("tab_offline")
    : stage.value === "queued"
    ? place === 0 ? t("tab_next") : t("tab_before", { count: place })
    : headline(model);
  return `${words} · ${name}`;
}
