import { type Context, Hono } from "hono";
import type { Identity } from "../realtime/core/identity.ts";
import { callReportText as t } from "./call_report_text.ts";
import { CallReportView } from "./call_report_view.tsx";
import type { ClinicQueries } from "./clinic_queries.ts";
import { renderErrorPage } from "./error_page.tsx";
import { forPerson, type PageDeps } from "./for_person.ts";
import { Page, renderPage } from "./page.tsx";

/** What the page of one call needs. */
export interface CallReportPageDeps extends Pick<PageDeps, "identify"> {
  clinic: Pick<ClinicQueries, "callReport">;
}

/** `/calls/:call_id`: what happened in one call, for its people and for administrators. */
export function callReportPage(deps: CallReportPageDeps): Hono {
  const routes = new Hono();
  routes.get("/calls/:call_id", (c) => forPerson(c, deps, (who) => showCall(c, deps, who)));
  return routes;
}

async function showCall(c: Context, { clinic }: CallReportPageDeps, who: Identity): Promise<Response> {
  const found = await clinic.callReport(who, c.req.param("call_id") ?? "");
  if (!found.ok) return renderErrorPage(c, 404, { user: who });
  const { caller, callee } = found.value.call;
  const title = t("title", { caller: caller.name, callee: callee.name });
  return renderPage(
    c,
    <Page title={title} user={who} place={who.role === "admin" ? "clinic" : "history"}>
      <CallReportView report={found.value} title={title} forAdmin={who.role === "admin"} />
    </Page>,
  );
}
