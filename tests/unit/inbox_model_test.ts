import { deepEqual, equal } from "node:assert/strict";
import { signal } from "@preact/signals";
import { previewOf } from "../../islands/inbox/preview.ts";
import { hasRead, mergeNewest, movedUp, withOlder } from "../../islands/models/inbox_entries.ts";
import { type InboxChoice, type InboxDeps, InboxModel } from "../../islands/models/inbox_model.ts";
import type { InboxEntry } from "../../realtime/core/objects.ts";
import { type Page, pageOf } from "../../realtime/core/page.ts";
import {
  attachmentNamed,
  directConversation,
  DOCTOR,
  messageNumbered,
  PATIENT,
} from "../support/chat_objects.ts";
import { FakeSignaling } from "../support/fake_signaling.ts";
import { FakeTime, settled } from "../support/fake_time.ts";

const PER_PAGE = 50;

function entry(n: number, changes: Partial<InboxEntry> = {}): InboxEntry {
  const conversation_id = `11111111-1111-4111-8111-${String(n).padStart(12, "0")}`;
  const at = new Date(Date.parse("2026-03-02T08:00:00.000Z") - n * 60_000).toISOString();
  return { ...directConversation(3), conversation_id, last_message_at: at, last_message: null, ...changes };
}

const entries = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => entry(from + index));
const page = (items: InboxEntry[], total = items.length): Page<InboxEntry> =>
  pageOf(items, total, { page: 1, perPage: PER_PAGE });
const ids = (all: readonly InboxEntry[]) => all.map((one) => Number(one.conversation_id.slice(-12)));

Deno.test("movedUp() puts the conversation of a message first and counts what is not one's own [INBOX-2]", () => {
  const all = entries(1, 4);
  const message = messageNumbered(4, { conversation_id: all[2]!.conversation_id, sender_id: DOCTOR.id });
  const moved = movedUp(all, message, PATIENT.id) ?? [];
  deepEqual(ids(moved), [3, 1, 2]);
  deepEqual([moved[0]?.unread_count, moved[0]?.last_message, moved[0]?.last_seq], [1, message, 4]);
  equal(movedUp(all, { ...message, sender_id: PATIENT.id }, PATIENT.id)?.[0]?.unread_count, 0);
  deepEqual(movedUp(all, { ...message, seq: 3 }, PATIENT.id), all);
  equal(movedUp(all, { ...message, conversation_id: "other" }, PATIENT.id), undefined);
});

Deno.test("mergeNewest() takes what is newest anew and keeps what was loaded below it [INBOX-2]", () => {
  const newest = {
    ...page([
      entry(70, { last_message_at: new Date(Date.parse("2026-03-02T08:00:00.000Z")).toISOString() }),
      ...entries(1, PER_PAGE),
    ], 90),
    pages: 2,
  };
  const merged = mergeNewest(entries(1, 80), newest);
  deepEqual(ids(merged), [70, ...ids(entries(1, 70)), ...ids(entries(71, 80))]);
  deepEqual(mergeNewest(entries(1, 80), page(entries(1, 3))), entries(1, 3));
});

Deno.test("withOlder() adds no conversation twice [INBOX-1]", () => {
  deepEqual(ids(withOlder(entries(1, 4), entries(3, 6))), [1, 2, 3, 4, 5]);
});

Deno.test("hasRead() goes by the last number that this page has seen [INBOX-3]", () => {
  const one = entry(1);
  equal(hasRead(new Map([[one.conversation_id, 3]]), one), true);
  equal(hasRead(new Map([[one.conversation_id, 2]]), one), false);
  equal(hasRead(new Map(), { ...one, last_seq: 0 }), false);
});

Deno.test("previewOf() tells who said what, also where it has no words [INBOX-4]", () => {
  const of = (changes: Partial<NonNullable<InboxEntry["last_message"]>>, more: Partial<InboxEntry> = {}) =>
    previewOf(entry(1, { last_message: messageNumbered(3, changes), ...more }), PATIENT.id);
  equal(of({ body: "Hello" }), "You: Hello");
  equal(of({ body: "Hello", sender_id: DOCTOR.id }), "Hello");
  equal(of({ body: "Hello", sender_id: DOCTOR.id }, { group_name: "Team" }), `${DOCTOR.name}: Hello`);
  equal(of({ message_type: "voice_note", body: "" }), "You: Voice note");
  equal(of({ message_type: "image", body: "" }), "You: Picture");
  const attachments = [attachmentNamed("letter.pdf")];
  equal(of({ message_type: "file", body: "", attachments }), "You: letter.pdf");
  equal(of({ message_type: "prescription", body: "Drops", sender_id: DOCTOR.id }), "Prescription: Drops");
  equal(previewOf(entry(1), PATIENT.id), "No message yet");
});

function scene(facts: Page<InboxEntry>, open: string | null = null) {
  const time = new FakeTime();
  const signaling = new FakeSignaling();
  const asked: (InboxChoice & { page: number })[] = [];
  const kept: InboxChoice[] = [];
  let answer: (choice: InboxChoice, page: number) => Promise<Page<InboxEntry>> = () =>
    Promise.resolve(page([]));
  const seenMessages = signal<ReadonlyMap<string, number>>(new Map());
  const model = new InboxModel({ me: PATIENT, page: facts, presence: [], open });
  const session: InboxDeps["session"] = {
    signaling,
    presence: signal(new Map()),
    unsentMessages: signal(new Map()),
    seenMessages,
    written: signal(null),
  };
  model.connect({
    session,
    timers: time,
    read: (choice, page) => {
      asked.push({ ...choice, page });
      return answer(choice, page);
    },
    keep: (choice) => kept.push(choice),
  }, { q: "", unread: false });
  return {
    model,
    time,
    signaling,
    asked,
    kept,
    seenMessages,
    answer: (next: typeof answer) => answer = next,
  };
}

Deno.test("InboxModel searches once typing rests, and an older answer changes nothing [INBOX-5]", async () => {
  const { model, time, asked, answer } = scene(page(entries(1, 4)));
  const slow = Promise.withResolvers<Page<InboxEntry>>();
  answer(() => slow.promise);
  model.search("a");
  model.search("ad");
  equal(model.state.value, "loading");
  await time.advance(1_000);
  deepEqual(asked, [{ q: "ad", unread: false, page: 1 }]);
  answer(() => Promise.resolve(page(entries(7, 8))));
  model.search("ada");
  await time.advance(1_000);
  slow.resolve(page(entries(1, 2)));
  await settled();
  deepEqual([ids(model.shown.value), model.state.value], [[7], "ready"]);
});

Deno.test("InboxModel says that a search failed and tries it again [INBOX-5]", async () => {
  const { model, time, answer } = scene(page(entries(1, 4)));
  answer(() => Promise.reject(new Error("gone")));
  model.search("x");
  await time.advance(1_000);
  equal(model.state.value, "failed");
  answer(() => Promise.resolve(page([])));
  model.retry();
  await time.advance(1_000);
  deepEqual([model.state.value, model.shown.value], ["ready", []]);
});

Deno.test("InboxModel keeps the open conversation in the list of unread ones and drops what was read [INBOX-3]", async () => {
  const all = entries(1, 4).map((one) => ({ ...one, unread_count: 1 }));
  const { model, time, kept, seenMessages, signaling, answer } = scene(page(all), all[0]!.conversation_id);
  answer(() => Promise.resolve(page(all)));
  model.filter(true);
  await time.advance(0);
  deepEqual([ids(model.shown.value), kept], [[1, 2, 3], [{ q: "", unread: true }]]);
  seenMessages.value = new Map([[all[0]!.conversation_id, 3], [all[1]!.conversation_id, 3]]);
  deepEqual(ids(model.shown.value), [1, 3]);
  const { conversation_id } = all[2]!;
  const read = {
    message_id: "",
    conversation_id,
    user_id: PATIENT.id,
    seq: 3,
    at: "2026-03-02T09:00:00.000Z",
  };
  signaling.emit("chat:read", read);
  deepEqual(ids(model.shown.value), [1]);
});

Deno.test("InboxModel reads on below what is shown, and ends where nothing more comes [INBOX-1]", async () => {
  const { model, asked, answer } = scene(page(entries(1, 51), 60));
  answer(() => Promise.resolve(page(entries(50, 59), 60)));
  await model.loadOlder();
  deepEqual([asked.map((one) => one.page), model.shown.value.length, model.hasOlder], [[2], 58, true]);
  answer(() => Promise.reject(new Error("gone")));
  await model.loadOlder();
  equal(model.older.value, "failed");
  answer(() => Promise.resolve(page(entries(50, 59), 60)));
  await model.loadOlder();
  deepEqual([model.older.value, model.hasOlder], ["ready", false]);
});

Deno.test("InboxModel reads again what a message of an unknown conversation shows [INBOX-2]", async () => {
  const { model, time, asked, signaling, answer } = scene(page(entries(1, 3)));
  answer(() => Promise.resolve(page(entries(0, 3))));
  signaling.emit("chat:message", { message: messageNumbered(1, { conversation_id: "other" }) });
  signaling.emit("chat:message", { message: messageNumbered(2, { conversation_id: "other" }) });
  await time.advance(1_000);
  deepEqual([asked.length, ids(model.shown.value)], [1, [0, 1, 2]]);
});
