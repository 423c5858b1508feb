import { equal, match, ok } from "node:assert/strict";
import { Hono } from "hono";
import { conversationPage } from "../../routes/conversation_page.tsx";
import type { PageQueries } from "../../routes/page_queries.ts";
import { pageSettings } from "../../routes/page_settings.ts";
import { visitPage } from "../../routes/visit_page.tsx";
import type { Identity } from "../../realtime/core/identity.ts";
import type { HistoryEntryObject } from "../../realtime/core/objects.ts";
import { accept, refuse } from "../../realtime/core/outcome.ts";
import { callBetween } from "../support/call_objects.ts";
import {
  CONVERSATION_ID,
  directConversation,
  DOCTOR,
  messageNumbered,
  PATIENT,
} from "../support/chat_objects.ts";
import { FakeTime } from "../support/fake_time.ts";

const WHO: Identity = {
  userId: PATIENT.id,
  role: "patient",
  name: PATIENT.name,
  sessionId: "s",
  deviceId: "d",
};
const MANIFEST = { key: "", style: "/style.css", boot: "/boot.js", shared: [], islands: {}, inputs: [] };

/** The pages as the patient sees them; `found` is the call that the database has. */
function pagesWith(found: Partial<HistoryEntryObject> | null, who: Identity | undefined = WHO) {
  const absent = refuse("not_found", "There is no such thing.");
  const chat = {
    conversation: directConversation(1),
    messages: [messageNumbered(1, { body: "<b>hello</b>" })],
  };
  const queries: Pick<PageQueries, "call" | "messages"> = {
    call: () =>
      Promise.resolve(
        found
          ? accept({ call: callBetween(DOCTOR, PATIENT, found), conversationId: CONVERSATION_ID })
          : absent,
      ),
    messages: () => Promise.resolve(found ? accept(chat) : absent),
  };
  const deps = { queries: queries as PageQueries, identify: () => Promise.resolve(who) };
  const app = new Hono();
  app.use(pageSettings({ manifest: MANIFEST, clock: new FakeTime() }));
  app.route("/", visitPage(deps));
  app.route("/", conversationPage(deps));
  return app;
}

Deno.test("GET /visit/:call_id shows the visit with its state in words before any script runs [VISIT-11]", async () => {
  const response = await pagesWith({ status: "ringing" }).request("/visit/x");
  equal(response.status, 200);
  const html = await response.text();
  match(html, /data-island="visit"/);
  match(html, /<h1>Dr\. Ada Example<\/h1>/);
  match(html, /Incoming call/);
});

Deno.test("GET /visit/:call_id shows what there is to say about a visit that is over, without an island [VISIT-11]", async () => {
  const over = {
    status: "ended",
    end_reason: "user_hangup",
    connected_at: "2026-03-02T09:00:05.000Z",
    duration: 754,
  } as const;
  const html = await (await pagesWith(over).request("/visit/x")).text();
  ok(!html.includes('data-island="visit"'));
  match(html, /Your visit with Dr\. Ada Example/);
  match(html, /The visit has ended\./);
  match(html, /12 min/);
  match(html, new RegExp(`href="/conversations/${CONVERSATION_ID}"`));
});

Deno.test("GET /visit/:call_id says who did not answer whom [VISIT-12]", async () => {
  const missed = { status: "missed", end_reason: "missed" } as const;
  match(await (await pagesWith(missed).request("/visit/x")).text(), /You missed this call\./);
  const caller = { ...WHO, userId: DOCTOR.id };
  match(await (await pagesWith(missed, caller).request("/visit/x")).text(), /Pat Example did not answer\./);
});

Deno.test("GET /visit/:call_id and GET /conversations/:conversation_id answer 404 for what is not one's own [VISIT-13]", async () => {
  for (const path of ["/visit/x", "/conversations/x"]) {
    const response = await pagesWith(null).request(path);
    equal(response.status, 404);
    match(await response.text(), /There is nothing here/);
  }
});

Deno.test("GET /visit/:call_id leads a stranger to the sign-in page and back [VISIT-13]", async () => {
  const app = new Hono().route(
    "/",
    visitPage({ queries: {} as PageQueries, identify: () => Promise.resolve(undefined) }),
  );
  const response = await app.request("/visit/x");
  equal(response.status, 303);
  equal(response.headers.get("Location"), "/sign-in?next=%2Fvisit%2Fx");
});

Deno.test("GET /conversations/:conversation_id shows the messages as text [CHAT-11]", async () => {
  const html = await (await pagesWith({}).request("/conversations/x")).text();
  match(html, /Conversation with Dr\. Ada Example/);
  match(html, /<p class="bubble-body" dir="auto">&lt;b>hello&lt;\/b><\/p>/);
});
