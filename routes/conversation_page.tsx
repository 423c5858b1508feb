import { type Context, Hono } from "hono";
import { chatIsland } from "../islands/chat/chat_island.tsx";
import { chatText } from "../islands/chat/chat_text.ts";
import { Empty } from "../islands/empty.tsx";
import { Icon } from "../islands/icons.tsx";
import { inboxIsland } from "../islands/inbox/inbox_island.tsx";
import { inboxText } from "../islands/inbox/inbox_text.ts";
import { Island } from "../islands/kit/island.tsx";
import { INBOX_PER_PAGE, type InboxFacts } from "../islands/models/inbox_model.ts";
import { Person } from "../islands/person.tsx";
import type { Identity } from "../realtime/core/identity.ts";
import type { ConversationObject } from "../realtime/core/objects.ts";
import { renderErrorPage } from "./error_page.tsx";
import { type ChatPageDeps, forPerson } from "./for_person.ts";
import { Page, renderPage } from "./page.tsx";
import { listOf } from "../islands/list_of.ts";

/**
 * `GET /messages`: all conversations; `GET /messages/:conversation_id`: one of them beside the list, or alone on a phone.
 * `/conversations/:conversation_id` is its address of before.
 */
export function conversationPage(deps: ChatPageDeps): Hono {
  const routes = new Hono();
  routes.get("/messages", (c) => forPerson(c, deps, (who) => inboxPage(c, deps, who)));
  for (const place of ["/messages/:conversation_id", "/conversations/:conversation_id"]) {
    routes.get(place, (c) => forPerson(c, deps, (who) => answer(c, deps, who)));
  }
  return routes;
}

async function inboxPage(c: Context, deps: ChatPageDeps, who: Identity): Promise<Response> {
  const facts = await inboxFacts(deps, who, null);
  return renderPage(
    c,
    <Page title={inboxText("title")} user={who} place="messages" layout="full">
      <div class="inbox-page">
        <Island of={inboxIsland} props={facts} />
        <div class="inbox-none">
          <Empty icon="chat" title={inboxText("pick")}>{inboxText("pick_text")}</Empty>
        </div>
      </div>
    </Page>,
  );
}

async function answer(c: Context, deps: ChatPageDeps, who: Identity): Promise<Response> {
  const { queries, fileBytesMax } = deps;
  const found = await queries.messages(who, c.req.param("conversation_id") ?? "");
  if (!found.ok) return renderErrorPage(c, 404, { user: who });
  const me = { id: who.userId, name: who.name, role: who.role };
  const { conversation } = found.value;
  const facts = await inboxFacts(deps, who, conversation.conversation_id);
  const title = chatText("conversation", { names: namesOf(conversation, who.userId) });
  return renderPage(
    c,
    <Page title={title} user={who} place="messages" layout="full">
      <div class="inbox-page open">
        <Island of={inboxIsland} props={facts} when="idle" />
        <div class="conversation" id="conversation" tabIndex={-1}>
          <ConversationHead conversation={conversation} me={who.userId} />
          <Island of={chatIsland} props={{ me, ...found.value, callId: null, fileBytesMax }} />
        </div>
      </div>
    </Page>,
  );
}

async function inboxFacts(
  { queries }: ChatPageDeps,
  who: Identity,
  open: string | null,
): Promise<InboxFacts> {
  const [page, presence] = await Promise.all([
    queries.inbox(who, { page: 1, perPage: INBOX_PER_PAGE }),
    queries.presence(who),
  ]);
  return { me: { id: who.userId, name: who.name, role: who.role }, page, presence, open };
}

function ConversationHead({ conversation, me }: { conversation: ConversationObject; me: number }) {
  const others = conversation.participants.filter((one) => one.id !== me);
  const [other] = others;
  return (
    <header class="conversation-head">
      <a class="button quiet" href="/messages" title={inboxText("back")}>
        <Icon of="back" />
        <span class="hidden">{inboxText("back")}</span>
      </a>
      <h1 class="hidden">{chatText("conversation", { names: namesOf(conversation, me) })}</h1>
      {other && others.length === 1 && !conversation.group_name
        ? <Person user={other} />
        : (
          <span class="person-words">
            <strong>
              <bdi>{namesOf(conversation, me)}</bdi>
            </strong>
            {conversation.group_name && <span class="muted">{listOf(others.map((one) => one.name))}</span>}
          </span>
        )}
    </header>
  );
}

function namesOf(conversation: ConversationObject, me: number): string {
  return conversation.group_name ??
    listOf(conversation.participants.filter((one) => one.id !== me).map((one) => one.name));
}
