import { type Context, Hono } from "hono";
import { dayIsland } from "../islands/day/day_island.tsx";
import { dayText } from "../islands/day/day_text.ts";
import { Island } from "../islands/kit/island.tsx";
import { dateIn, daysFrom, mondayOf } from "../realtime/core/days.ts";
import type { Identity } from "../realtime/core/identity.ts";
import { dateOf } from "./date_of.ts";
import { forPerson, type PageDeps } from "./for_person.ts";
import { Page, renderPage } from "./page.tsx";
import { momentOf } from "./page_settings.ts";

const WEEK_DAYS = 7;

/** `GET /day?date=`: the appointments of one day, and the week around it; without a date, today. */
export function dayPage(deps: PageDeps): Hono {
  return new Hono().get("/day", (c) => forPerson(c, deps, (who) => answer(c, deps, who)));
}

async function answer(c: Context, { queries }: PageDeps, who: Identity): Promise<Response> {
  const moment = momentOf(c);
  const zone = moment.zone.value || "UTC";
  const today = dateIn(moment.now.value, zone);
  const date = dateOf(c.req.query("date")) ?? today;
  const days = daysFrom(mondayOf(date), WEEK_DAYS + 1, zone);
  const [appointments, presence] = await Promise.all([
    queries.appointmentsBetween(who, days.at(0)!.start, days.at(-1)!.start),
    queries.presence(who),
  ]);
  const me = { id: who.userId, name: who.name, role: who.role };
  return renderPage(
    c,
    <Page title={dayText("title")} user={who} place="day">
      <Island of={dayIsland} props={{ me, appointments, presence, date, days, today }} />
    </Page>,
  );
}
