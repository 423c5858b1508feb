import { type Context, Hono } from "hono";
import { afterIsland } from "../islands/after/after_island.tsx";
import { Island } from "../islands/kit/island.tsx";
import { visitIsland } from "../islands/visit/visit_island.tsx";
import { VisitSummary } from "../islands/visit/visit_summary.tsx";
import { visitText } from "../islands/visit/visit_text.ts";
import { isOver } from "../realtime/core/call.ts";
import type { Identity } from "../realtime/core/identity.ts";
import { renderErrorPage } from "./error_page.tsx";
import { type ChatPageDeps, forPerson } from "./for_person.ts";
import { Page, renderPage } from "./page.tsx";

/** `GET /visit/:call_id`: the visit itself, or what there is to say about it once it is over. */
export function visitPage(deps: ChatPageDeps): Hono {
  const routes = new Hono();
  routes.get("/visit/:call_id", (c) => forPerson(c, deps, (who) => answer(c, deps, who)));
  return routes;
}

async function answer(c: Context, { queries, fileBytesMax }: ChatPageDeps, who: Identity): Promise<Response> {
  const found = await queries.call(who, c.req.param("call_id") ?? "");
  if (!found.ok) return renderErrorPage(c, 404, { user: who });
  const { call, conversationId } = found.value;
  const peer = call.caller_id === who.userId ? call.callee : call.caller;
  const me = { id: who.userId, name: who.name, role: who.role };
  if (isOver(call)) {
    const isTheirs = [call.caller_id, call.callee_id].includes(who.userId);
    const title = visitText("title_over", { name: peer.name });
    return renderPage(
      c,
      <Page title={title} user={who} layout="card">
        <VisitSummary call={call} me={who.userId} peer={peer} conversationId={conversationId}>
          {isTheirs && <Island of={afterIsland} props={{ me, peer, call, conversationId }} />}
        </VisitSummary>
      </Page>,
    );
  }
  const chat = await queries.messages(who, conversationId);
  if (!chat.ok) return renderErrorPage(c, 404, { user: who });
  const facts = { me, ...chat.value, callId: call.call_id, fileBytesMax };
  return renderPage(
    c,
    <Page title={visitText("title", { name: peer.name })} user={who} layout="full">
      <Island of={visitIsland} props={{ call, chat: facts }} />
    </Page>,
  );
}
