import { Icon } from "../icons.tsx";
import type { HomeModel } from "../models/home_model.ts";
import { deskText } from "./desk_text.ts";

/** Begins to plan a visit, with the people that the page knows already. */
export function NewAppointment({ model }: { model: HomeModel }) {
  const people = model.appointments.value.flatMap((one) => [one.patient, one.doctor]);
  const known = [...new Map(people.map((one) => [one.id, one])).values()].filter((one) => !one.is_guest);
  const begin = () =>
    model.desk.begin({
      patients: known.filter((one) => one.role === "patient"),
      doctors: known.filter((one) => one.role === "doctor"),
    });
  return (
    <button type="button" onClick={begin}>
      <Icon of="calendar" />
      {deskText("new")}
    </button>
  );
}
