import { type Context, Hono } from "hono";
import { checkIsland } from "../islands/check/check_island.tsx";
import { checkText } from "../islands/check/check_text.ts";
import { Island } from "../islands/kit/island.tsx";
import type { Identity } from "../realtime/core/identity.ts";
import type { AppointmentObject } from "../realtime/core/objects.ts";
import type { Outcome } from "../realtime/core/outcome.ts";
import { renderErrorPage } from "./error_page.tsx";
import { forPerson, type PageDeps } from "./for_person.ts";
import { localPath } from "./local_path.ts";
import { Page, renderPage } from "./page.tsx";
import { keyOrZero } from "./path_id.ts";

export interface CheckPageDeps extends Pick<PageDeps, "identify"> {
  appointment(who: Identity, id: number): Promise<Outcome<AppointmentObject>>;
}

/** `GET /check`: camera, sound and connection before a visit; `appointment` says which, `next` where to go on to. */
export function checkPage(deps: CheckPageDeps): Hono {
  const routes = new Hono();
  routes.get("/check", (c) => forPerson(c, deps, (who) => answer(c, deps, who)));
  return routes;
}

async function answer(c: Context, deps: CheckPageDeps, who: Identity): Promise<Response> {
  const asked = c.req.query("appointment");
  const found = asked === undefined ? undefined : await deps.appointment(who, keyOrZero(asked));
  if (found && !found.ok) return renderErrorPage(c, 404, { user: who });
  const appointmentId = found?.value.id ?? null;
  return renderPage(
    c,
    <Page title={checkText("title")} user={who} layout="card">
      <Island of={checkIsland} props={{ appointmentId, next: localPath(c.req.query("next")) }} />
    </Page>,
  );
}
