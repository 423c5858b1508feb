import { type Context, Hono } from "hono";
import { Island } from "../islands/kit/island.tsx";
import { waitingIsland } from "../islands/waiting/waiting_island.tsx";
import { waitingText } from "../islands/waiting/waiting_text.ts";
import { doorOf } from "../realtime/core/appointment.ts";
import type { Identity } from "../realtime/core/identity.ts";
import { renderErrorPage } from "./error_page.tsx";
import { forPerson, type PageDeps } from "./for_person.ts";
import { Page, renderPage } from "./page.tsx";
import { momentOf } from "./page_settings.ts";
import { keyOrZero } from "./path_id.ts";

/**
 * `GET /waiting/:appointment_id`: the waiting room of a visit, which the page itself enters once it lives. `GET /waiting` leads to
 * that of the visit whose door is open. Clinicians, who are waited for, have their queue on the home page.
 */
export function waitingPage(deps: PageDeps): Hono {
  const routes = new Hono();
  routes.get("/waiting", (c) => forPerson(c, deps, (who) => leadIn(c, deps, who)));
  routes.get("/waiting/:appointment_id", (c) => forPerson(c, deps, (who) => answer(c, deps, who)));
  return routes;
}

async function leadIn(c: Context, { queries }: PageDeps, who: Identity): Promise<Response> {
  const now = momentOf(c).now.value;
  const mine = who.role === "patient" ? await queries.appointments(who) : [];
  const open = mine.find((one) => doorOf(one, now).state === "open");
  return c.redirect(open ? `/waiting/${open.id}` : "/", 303);
}

async function answer(c: Context, { queries }: PageDeps, who: Identity): Promise<Response> {
  const found = await queries.waitingRoom(who, keyOrZero(c.req.param("appointment_id") ?? ""));
  if (!found.ok) {
    return found.code === "forbidden" ? c.redirect("/", 303) : renderErrorPage(c, 404, { user: who });
  }
  const { conversation, ...room } = found.value;
  const facts = {
    ...room,
    conversationId: conversation.conversation_id,
    unread: conversation.unread_count,
    now: momentOf(c).now.value,
  };
  return renderPage(
    c,
    <Page title={waitingText("title")} user={who} layout="card">
      <noscript>
        <p class="notice bad">{waitingText("no_script")}</p>
      </noscript>
      <Island of={waitingIsland} props={facts} />
    </Page>,
  );
}
