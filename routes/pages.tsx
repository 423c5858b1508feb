import { type Context, Hono } from "hono";
import { historyIsland } from "../islands/history/history_island.tsx";
import { homeIsland } from "../islands/home/home_island.tsx";
import { historyText } from "../islands/history/history_text.ts";
import { Island } from "../islands/kit/island.tsx";
import { queueIsland } from "../islands/queue/queue_island.tsx";
import { RECENT_CALLS } from "../islands/models/home_model.ts";
import { pushIsland } from "../islands/push/push_island.tsx";
import { CALL_TYPES, FINAL_STATUSES } from "../realtime/core/call.ts";
import { dayAfter, daysFrom } from "../realtime/core/days.ts";
import type { Identity } from "../realtime/core/identity.ts";
import type { HistoryChoice, HistorySpan } from "../islands/history/history_facts.ts";
import { dateOf } from "./date_of.ts";
import { forPerson, type PageDeps } from "./for_person.ts";
import { Page, renderPage } from "./page.tsx";
import { momentOf } from "./page_settings.ts";
import { pageText } from "./page_text.ts";

const HISTORY_PER_PAGE = 20;

/** The home page and the history. Whoever is not signed in is sent to do so, and comes back. */
export function pageRoutes(deps: PageDeps): Hono {
  const routes = new Hono();
  routes.get("/", (c) => forPerson(c, deps, (who) => homePage(c, deps, who)));
  routes.get("/history", (c) => forPerson(c, deps, (who) => historyPage(c, deps, who)));
  return routes;
}

async function homePage(c: Context, { queries }: PageDeps, who: Identity): Promise<Response> {
  const [appointments, conversations, history, presence, queue] = await Promise.all([
    queries.appointments(who),
    queries.conversations(who),
    queries.history(who, { page: 1, perPage: RECENT_CALLS }),
    queries.presence(who),
    queries.queue(who),
  ]);
  const me = { id: who.userId, name: who.name, role: who.role };
  const facts = { me, appointments, conversations, calls: history.items, presence };
  return renderPage(
    c,
    <Page title={pageText("home")} user={who} place="home">
      {queue && <Island of={queueIsland} props={{ me, queue }} />}
      <Island of={homeIsland} props={facts} />
      <Island of={pushIsland} props={{ place: "home" }} when="idle" />
    </Page>,
  );
}

async function historyPage(c: Context, { queries }: PageDeps, who: Identity): Promise<Response> {
  const choice = {
    callType: CALL_TYPES.find((type) => type === c.req.query("call_type")) ?? null,
    status: FINAL_STATUSES.find((status) => status === c.req.query("status")) ?? null,
    dateFrom: dateOf(c.req.query("date_from")),
    dateTo: dateOf(c.req.query("date_to")),
  };
  const span = spanOf(choice, momentOf(c).zone.value || "UTC");
  const page = await queries.history(who, {
    page: pageNumber(c.req.query("page")),
    perPage: HISTORY_PER_PAGE,
    ...(choice.callType && { callType: choice.callType }),
    ...(choice.status && { status: choice.status }),
    ...span,
  });
  return renderPage(
    c,
    <Page title={historyText("title")} user={who} place="history">
      <Island of={historyIsland} props={{ me: who.userId, choice, span, page }} when="idle" />
    </Page>,
  );
}

/** A page number out of a query; anything that is none counts as the first. */
function pageNumber(text: string | undefined): number {
  return /^[1-9]\d{0,5}$/.test(text ?? "") ? Number(text) : 1;
}

/** What two dates mean in a zone; one that is left out leaves its side open. */
function spanOf({ dateFrom, dateTo }: HistoryChoice, zone: string): HistorySpan {
  return {
    ...(dateFrom && { from: daysFrom(dateFrom, 1, zone)[0]!.start }),
    ...(dateTo && { until: daysFrom(dayAfter(dateTo, 1), 1, zone)[0]!.start }),
  };
}
