import { equal, match, ok } from "node:assert/strict";
import { Hono } from "hono";
import { conversationPage } from "../../routes/conversation_page.tsx";
import type { PageQueries } from "../../routes/page_queries.ts";
import { pageSettings } from "../../routes/page_settings.ts";
import { visitPage } from "../../routes/visit_page.tsx";
import type { Identity } from "../../realtime/core/identity.ts";
import type { AttachmentObject, HistoryEntryObject, MessageObject } from "../../realtime/core/objects.ts";
import { accept, refuse } from "../../realtime/core/outcome.ts";
import { callBetween } from "../support/call_objects.ts";
import {
  attachmentNamed,
  CONVERSATION_ID,
  directConversation,
  DOCTOR,
  messageNumbered,
  PATIENT,
} from "../support/chat_objects.ts";
import { FakeTime } from "../support/fake_time.ts";
import { manifestOf } from "../support/manifest_of.ts";

const WHO: Identity = {
  userId: PATIENT.id,
  role: "patient",
  name: PATIENT.name,
  sessionId: "s",
  deviceId: "d",
};
const MANIFEST = manifestOf({ boot: "/boot.js", shared: [], islands: {} });

/** The pages as the patient sees them; `found` is the call that the database has. */
function pagesWith(
  found: Partial<HistoryEntryObject> | null,
  who: Identity | undefined = WHO,
  message: Partial<MessageObject> = { body: "<b>hello</b>" },
) {
  const absent = refuse("not_found", "There is no such thing.");
  const chat = {
    conversation: directConversation(1),
    messages: [messageNumbered(1, message)],
  };
  const queries: Pick<PageQueries, "call" | "messages" | "inbox" | "presence"> = {
    inbox: () => Promise.resolve({ items: [], total: 0, pages: 0, currentPage: 1 }),
    presence: () => Promise.resolve([]),
    call: () =>
      Promise.resolve(
        found
          ? accept({ call: callBetween(DOCTOR, PATIENT, found), conversationId: CONVERSATION_ID })
          : absent,
      ),
    messages: () => Promise.resolve(found ? accept(chat) : absent),
  };
  const deps = { queries: queries as PageQueries, identify: () => Promise.resolve(who), fileBytesMax: 1_000 };
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
  match(html, /<h1 dir="auto">Dr\. Ada Example<\/h1>/);
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
  match(html, new RegExp(`href="/messages/${CONVERSATION_ID}"`));
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
    visitPage({ queries: {} as PageQueries, identify: () => Promise.resolve(undefined), fileBytesMax: 1 }),
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

/** The conversation with one message that has this attachment. */
async function conversationWith(attachment: AttachmentObject, message: Partial<MessageObject> = {}) {
  const attachments = { attachment_ids: [attachment.attachment_id], attachments: [attachment] };
  const pages = pagesWith({}, WHO, { body: "", ...attachments, ...message });
  return await (await pages.request(`/conversations/${CONVERSATION_ID}`)).text();
}

const PDF = attachmentNamed("dose.pdf", { file_type: "application/pdf", width: null, height: null });

Deno.test("GET /conversations/:conversation_id draws a picture in its size, with its name for those who can't see it [CHAT-21]", async () => {
  const html = await conversationWith(attachmentNamed("knee.png", { width: 800, height: 600 }), {
    message_type: "image",
  });
  match(html, /<img [^>]*alt="knee\.png" width="320" height="240"/);
});

Deno.test("GET /conversations/:conversation_id draws a paper as what it is, with its title and its file [CHAT-22]", async () => {
  const html = await conversationWith(PDF, { message_type: "prescription", body: "Ibuprofen 400" });
  match(html, /Prescription<\/p><h3[^>]*>Ibuprofen 400<\/h3>/);
  match(html, /href="\/api\/attachments\/[^"]+\/content"[^>]* aria-label="Download dose\.pdf"/);
});

Deno.test("GET /conversations/:conversation_id offers the browser's own controls for sound [CHAT-18]", async () => {
  const sound = attachmentNamed("voice-note.webm", { file_type: "audio/webm" });
  match(await conversationWith(sound, { message_type: "voice_note" }), /<audio +controls preload="metadata"/);
});

Deno.test("GET /conversations/:conversation_id says why a file can't be had, and loads nothing of it [CHAT-20]", async () => {
  const words = { pending: /Being checked for viruses/, infected: /a virus was found/ } as const;
  for (const scan of ["pending", "infected"] as const) {
    const html = await conversationWith({ ...PDF, scan }, { message_type: "file" });
    match(html, words[scan]);
    equal(html.includes("/content"), false);
  }
  match(await conversationWith({ ...PDF, expires_at: "2026-01-01T00:00:00.000Z" }), /limited time/);
  match(await conversationWith(PDF, { attachments: [] }), /This file was deleted/);
});
