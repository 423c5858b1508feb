import { type Context, Hono } from "hono";
import { chatIsland } from "../islands/chat/chat_island.tsx";
import { chatText } from "../islands/chat/chat_text.ts";
import { Icon } from "../islands/icons.tsx";
import { Island } from "../islands/kit/island.tsx";
import { Person } from "../islands/person.tsx";
import type { Identity } from "../realtime/core/identity.ts";
import type { ConversationObject } from "../realtime/core/objects.ts";
import { renderErrorPage } from "./error_page.tsx";
import { type ChatPageDeps, forPerson } from "./for_person.ts";
import { Page, renderPage } from "./page.tsx";
import { listOf } from "../islands/list_of.ts";

/** `GET /conversations/:conversation_id`: one conversation, also between visits. */
export function conversationPage(deps: ChatPageDeps): Hono {
  const routes = new Hono();
  routes.get("/conversations/:conversation_id", (c) => forPerson(c, deps, (who) => answer(c, deps, who)));
  return routes;
}

async function answer(c: Context, { queries, fileBytesMax }: ChatPageDeps, who: Identity): Promise<Response> {
  const found = await queries.messages(who, c.req.param("conversation_id") ?? "");
  if (!found.ok) return renderErrorPage(c, 404, { user: who });
  const me = { id: who.userId, name: who.name, role: who.role };
  const { conversation } = found.value;
  const title = chatText("conversation", { names: namesOf(conversation, who.userId) });
  return renderPage(
    c,
    <Page title={title} user={who} layout="full">
      <div class="conversation">
        <ConversationHead conversation={conversation} me={who.userId} />
        <Island of={chatIsland} props={{ me, ...found.value, callId: null, fileBytesMax }} />
      </div>
    </Page>,
  );
}

function ConversationHead({ conversation, me }: { conversation: ConversationObject; me: number }) {
  const others = conversation.participants.filter((one) => one.id !== me);
  const [other] = others;
  return (
    <header class="conversation-head">
      <a class="button quiet" href="/" title={chatText("back")}>
        <Icon of="back" />
        <span class="hidden">{chatText("back")}</span>
      </a>
      <h1 class="hidden">{chatText("conversation", { names: namesOf(conversation, me) })}</h1>
      {other && others.length === 1 && !conversation.group_name ? <Person user={other} /> : (
        <strong>
          <bdi>{namesOf(conversation, me)}</bdi>
        </strong>
      )}
    </header>
  );
}

function namesOf(conversation: ConversationObject, me: number): string {
  return conversation.group_name ??
    listOf(conversation.participants.filter((one) => one.id !== me).map((one) => one.name));
}
