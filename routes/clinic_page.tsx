import { type Context, Hono } from "hono";
import { clinicNowIsland } from "../islands/clinic/clinic_now_island.tsx";
import { Island } from "../islands/kit/island.tsx";
import { isZone } from "../realtime/core/days.ts";
import type { Identity } from "../realtime/core/identity.ts";
import type { RefusalNotes } from "../realtime/refusal_notes.ts";
import { ClinicNav } from "./clinic_nav.tsx";
import { PAGE_PERIODS } from "./clinic_periods.ts";
import type { ClinicQueries } from "./clinic_queries.ts";
import { ClinicStatistics } from "./clinic_statistics.tsx";
import { clinicText as t } from "./clinic_text.ts";
import { renderErrorPage } from "./error_page.tsx";
import { forAdmin } from "./for_admin.ts";
import { forPerson, type PageDeps } from "./for_person.ts";
import { Page, renderPage } from "./page.tsx";
import { momentOf } from "./page_settings.ts";

/** What the administrators' pages need. */
export interface ClinicPageDeps extends Pick<PageDeps, "identify"> {
  clinic: ClinicQueries;
  refusalNotes: Pick<RefusalNotes, "note">;
}

/** `/clinic`: what goes on now, and calls in numbers, for administrators. */
export function clinicPage(deps: ClinicPageDeps): Hono {
  const routes = new Hono();
  routes.get(
    "/clinic",
    (c) =>
      forPerson(c, deps, (who) =>
        forAdmin(c, deps, who, {
          page: "clinic_page",
          answer: () => showClinic(c, deps, who),
        })),
  );
  return routes;
}

/** The zone of whoever asks, as far as it is known. */
export function zoneOf(c: Context): string {
  const zone = momentOf(c).zone.value;
  return isZone(zone) ? zone : "UTC";
}

async function showClinic(c: Context, { clinic }: ClinicPageDeps, who: Identity): Promise<Response> {
  const period = PAGE_PERIODS.find((one) => one === c.req.query("period")) ?? "30d";
  const asked = { period, zone: zoneOf(c) };
  const [now, statistics, measures] = await Promise.all([
    clinic.now(who),
    clinic.statistics(who, asked),
    clinic.measures(who, asked),
  ]);
  if (!now.ok || !statistics.ok || !measures.ok) return renderErrorPage(c, 404, { user: who });
  return renderPage(
    c,
    <Page title={t("title")} user={who} place="clinic">
      <div class="clinic">
        <ClinicNav place="overview" />
        <h1>{t("title")}</h1>
        <Island of={clinicNowIsland} props={{ first: now.value }} />
        <ClinicStatistics
          period={period}
          zone={asked.zone}
          statistics={statistics.value}
          measures={measures.value}
        />
      </div>
    </Page>,
  );
}
