import type { UserObject } from "../../realtime/core/objects.ts";
import { roleText } from "../people_text.ts";
import { Person } from "../person.tsx";
import type { AppointmentProps } from "./appointment_props.ts";
import { CallButton } from "./call_button.tsx";
import { deskText } from "./desk_text.ts";
import { homeText as t } from "./home_text.ts";

/** Everybody in an appointment beside the one it is named by, each with a way to call. */
export function OtherPeople({ model, appointment }: AppointmentProps) {
  const [, ...others] = model.othersOf(appointment);
  if (others.length === 0) return null;
  const mine = model.isIn(appointment);
  const isGuest = (one: UserObject) => appointment.guests.some((guest) => guest.id === one.id);
  return (
    <ul class="other-people" aria-label={t("guests")}>
      {others.map((one) => (
        <li key={one.id}>
          <Person
            user={one}
            status={mine ? model.presenceOf(one.id) : undefined}
            as={isGuest(one) ? deskText("guest") : roleText(one.role)}
          />
          {mine && appointment.status === "scheduled" && (
            <CallButton
              model={model}
              appointment={appointment}
              callee={one}
              callType="video"
              urgent={false}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
