import { Empty } from "../empty.tsx";
import type { HomeModel } from "../models/home_model.ts";
import { AppointmentCard } from "./appointment_card.tsx";
import { ConversationList } from "./conversation_list.tsx";
import { DeskDialogs } from "./desk_dialogs.tsx";
import { homeText as t } from "./home_text.ts";
import { LiveBanner } from "./live_banner.tsx";
import { NewAppointment } from "./new_appointment.tsx";
import { PlacingDialog } from "./placing_dialog.tsx";
import { RecentCalls } from "./recent_calls.tsx";

/** Appointments first, then conversations and recent calls. */
export function HomeView({ model }: { model: HomeModel }) {
  return (
    <div class="home">
      <h1>{t("hello", { name: model.me.name })}</h1>
      <div role="status">
        <LiveBanner model={model} />
      </div>
      <Appointments model={model} />
      <div class="home-side">
        <ConversationList model={model} />
        <RecentCalls model={model} />
      </div>
      <PlacingDialog placer={model.placer} />
      <DeskDialogs model={model} />
    </div>
  );
}

function Appointments({ model }: { model: HomeModel }) {
  const appointments = model.appointments.value;
  return (
    <section class="home-main" aria-labelledby="appointments">
      <div class="section-head">
        <h2 id="appointments">{t(model.me.role === "admin" ? "appointments_all" : "appointments")}</h2>
        {model.plans && <NewAppointment model={model} />}
      </div>
      {model.obstacle && <p id="obstacle" class="obstacle">{t(model.obstacle)}</p>}
      {appointments.length === 0
        ? (
          <Empty icon="calendar" title={t("appointments_none")}>
            {t(model.me.role === "patient" ? "appointments_none_patient" : "appointments_none_doctor")}
          </Empty>
        )
        : (
          <ul class="cards">
            {appointments.map((one) => <AppointmentCard key={one.id} model={model} appointment={one} />)}
          </ul>
        )}
    </section>
  );
}
