import { Empty } from "../empty.tsx";
import { formatDate, formatWeekday } from "../format.ts";
import { AppointmentCard } from "../home/appointment_card.tsx";
import { DeskDialogs } from "../home/desk_dialogs.tsx";
import { homeText } from "../home/home_text.ts";
import { NewAppointment } from "../home/new_appointment.tsx";
import { PlacingDialog } from "../home/placing_dialog.tsx";
import { Icon } from "../icons.tsx";
import type { DayModel, DayTile } from "../models/day_model.ts";
import { dayAfter } from "../../realtime/core/days.ts";
import { dayText as t } from "./day_text.ts";

/** The days of a week, and the appointments of one of them. */
export function DayView({ model }: { model: DayModel }) {
  const { home } = model;
  const appointments = model.appointments.value;
  return (
    <div class="day">
      <div class="section-head">
        <h1>{formatDate(model.date)}</h1>
        {home.plans && <NewAppointment model={home} />}
      </div>
      <Week model={model} />
      {model.isCut.value && <p class="notice" role="note">{t("cut")}</p>}
      {home.obstacle && <p id="obstacle" class="obstacle">{homeText(home.obstacle)}</p>}
      {appointments.length === 0
        ? <Empty icon="calendar" title={t("none")}>{t("none_text")}</Empty>
        : (
          <ul class="cards">
            {appointments.map((one) => <AppointmentCard key={one.id} model={home} appointment={one} />)}
          </ul>
        )}
      <PlacingDialog placer={home.placer} />
      <DeskDialogs model={home} />
    </div>
  );
}

function Week({ model }: { model: DayModel }) {
  const week = model.week.value;
  const monday = week[0]?.date ?? model.date;
  return (
    <nav class="week" aria-label={t("week")}>
      <a class="button quiet" href={`/day?date=${dayAfter(monday, -7)}`} aria-label={t("before")}>
        <Icon of="back" />
      </a>
      <ol>
        {week.map((tile) => (
          <li key={tile.date}>
            <Tile tile={tile} isChosen={tile.date === model.date} isToday={tile.date === model.today} />
          </li>
        ))}
      </ol>
      <a class="button quiet" href={`/day?date=${dayAfter(monday, 7)}`} aria-label={t("after")}>
        <Icon of="forward" />
      </a>
      {model.date !== model.today && <a class="button quiet week-today" href="/day">{t("today")}</a>}
    </nav>
  );
}

function Tile({ tile, isChosen, isToday }: { tile: DayTile; isChosen: boolean; isToday: boolean }) {
  const count = tile.planned;
  return (
    <a
      href={`/day?date=${tile.date}`}
      class={isToday ? "is-today" : undefined}
      aria-current={isChosen ? "date" : undefined}
    >
      <span class="week-name">{formatWeekday(tile.date)}</span>
      <strong>{Number(tile.date.slice(8))}</strong>
      <span class="week-count">
        <span aria-hidden="true">{count || "–"}</span>
        <span class="hidden">{t("planned", { count })}</span>
      </span>
    </a>
  );
}
