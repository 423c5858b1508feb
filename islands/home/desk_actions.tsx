import { Icon } from "../icons.tsx";
import type { AppointmentProps } from "./appointment_props.ts";
import { deskText as t } from "./desk_text.ts";

/** What whoever plans a visit can do with it. */
export function DeskActions({ model: { desk }, appointment }: AppointmentProps) {
  return (
    <div class="actions desk-actions">
      <button type="button" class="quiet" onClick={() => void desk.invite(appointment)}>
        <Icon of="send" />
        {t("invite")}
      </button>
      <button type="button" class="quiet" onClick={() => desk.edit(appointment)}>
        <Icon of="clock" />
        {t("change")}
      </button>
      <button type="button" class="quiet" onClick={() => desk.askToCancel(appointment)}>
        <Icon of="close" />
        {t("cancel")}
      </button>
    </div>
  );
}
