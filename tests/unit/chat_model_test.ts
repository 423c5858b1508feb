import { deepEqual, equal } from "node:assert/strict";
import { signal } from "@preact/signals";
import type { SignalingEvents } from "../../islands/lib/signaling_client.ts";
import type { ChatSignaling } from "../../islands/models/chat_deps.ts";
import { linkChat } from "../../islands/models/chat_link.ts";
import { ChatModel } from "../../islands/models/chat_model.ts";
import { CATCH_UP_RETRY_MS } from "../../islands/models/message_catch_up.ts";
import { TYPING_SEND_INTERVAL_MS, TYPING_SHOWN_MS } from "../../islands/models/typing_signs.ts";
import { BODY_LENGTH_MAX } from "../../realtime/core/body_length.ts";
import type { MessageObject } from "../../realtime/core/objects.ts";
import {
  CONVERSATION_ID,
  directConversation,
  DOCTOR,
  messageNumbered,
  PATIENT,
} from "../support/chat_objects.ts";
import { FakeBrowserStorage, outboxIn } from "../support/fake_shelf.ts";
import { FakeSignaling } from "../support/fake_signaling.ts";
import { FakeTime, settled } from "../support/fake_time.ts";

const AT = "2026-03-02T09:00:00.000Z";
const byDoctor = (seq: number) => messageNumbered(seq, { sender_id: DOCTOR.id });

/** The patient's chat, with everything around it in the hands of the test. */
function chatWith(messages: MessageObject[], options: { lastSeq?: number; stored?: MessageObject[] } = {}) {
  const time = new FakeTime();
  const signaling = new FakeSignaling();
  const attentive = signal(false);
  const stored = options.stored ?? messages;
  const asked: string[] = [];
  let broken = false;
  const read = (position: string, pick: (one: MessageObject) => boolean) => {
    asked.push(position);
    return broken ? Promise.reject(new Error("offline")) : Promise.resolve(stored.filter(pick));
  };
  const lastSeq = options.lastSeq ?? messages.at(-1)?.seq ?? 0;
  const model = new ChatModel({
    me: PATIENT,
    conversation: directConversation(lastSeq),
    messages,
    callId: null,
    fileBytesMax: 1_000,
  });
  let made = 0;
  linkChat(model, {
    signaling: signaling as unknown as ChatSignaling,
    history: {
      after: (seq) => read(`after ${seq}`, (one) => one.seq > seq),
      before: (seq) => read(`before ${seq}`, (one) => one.seq < seq),
    },
    outbox: outboxIn(new FakeBrowserStorage()),
    inTurn: (run) => run(),
    chance: () => 0.999,
    clock: time,
    timers: time,
    newId: () => `client-${++made}`,
    attentive,
    loadFiles: () => Promise.reject(new Error("not part of this")),
  });
  return { model, signaling, time, attentive, asked, breakHistory: (on: boolean) => broken = on };
}

const seqs = (model: ChatModel) => model.log.value.messages.map((one) => one.seq);
const syncUpTo = (lastSeq: number): SignalingEvents["sync"] => ({
  live_call: null,
  presence: [],
  conversations: [{ conversation_id: CONVERSATION_ID, last_seq: lastSeq, delivered_seq: 0, read_seq: 0 }],
});

Deno.test("ChatModel reads what it lacks when the server's head is ahead [CHAT-1]", async () => {
  const { model, signaling, asked } = chatWith([byDoctor(1)], {
    stored: [byDoctor(1), byDoctor(2), byDoctor(3)],
  });
  signaling.emit("sync", syncUpTo(3));
  await settled();
  deepEqual(asked, ["after 1"]);
  deepEqual(seqs(model), [1, 2, 3]);
});

Deno.test("ChatModel asks nothing when it is up to date [CHAT-1]", async () => {
  const { signaling, asked } = chatWith([byDoctor(1)]);
  signaling.emit("sync", syncUpTo(1));
  await settled();
  deepEqual(asked, []);
});

Deno.test("ChatModel fills the gap that a pushed message shows [CHAT-1]", async () => {
  const stored = [1, 2, 3, 4].map(byDoctor);
  const { model, signaling, asked } = chatWith([byDoctor(1)], { stored });
  signaling.emit("chat:message", { message: byDoctor(4) });
  deepEqual(seqs(model), [1]);
  await settled();
  deepEqual(asked, ["after 1"]);
  deepEqual(seqs(model), [1, 2, 3, 4]);
});

Deno.test("ChatModel asks again after a failure while the socket is open [CHAT-1]", async () => {
  const { model, signaling, time, breakHistory } = chatWith([byDoctor(1)], {
    stored: [byDoctor(1), byDoctor(2)],
  });
  breakHistory(true);
  signaling.emit("sync", syncUpTo(2));
  await settled();
  deepEqual(seqs(model), [1]);
  breakHistory(false);
  await time.advance(CATCH_UP_RETRY_MS);
  deepEqual(seqs(model), [1, 2]);
});

Deno.test("ChatModel looks again for receipts of its own messages after a reconnect [CHAT-4]", async () => {
  const receipts = [{ user_id: DOCTOR.id, delivered_at: AT, read_at: AT }];
  const { model, signaling } = chatWith([messageNumbered(1)], {
    stored: [messageNumbered(1, { status: "read", receipts })],
  });
  signaling.emit("sync", syncUpTo(1));
  await settled();
  equal(model.log.value.messages[0]?.status, "read");
});

Deno.test("ChatModel marks delivered what arrives and read what the person sees [CHAT-8]", () => {
  const { model, signaling, attentive } = chatWith([byDoctor(1)]);
  deepEqual(signaling.calls, [["markDelivered", byDoctor(1).message_id]]);
  equal(model.unread.value, 1);
  attentive.value = true;
  deepEqual(signaling.calls.at(-1), ["markRead", byDoctor(1).message_id]);
  equal(model.unread.value, 0);
  signaling.emit("chat:message", { message: byDoctor(2) });
  deepEqual(signaling.calls.at(-1), ["markRead", byDoctor(2).message_id]);
  equal(signaling.calls.length, 3);
});

Deno.test("ChatModel tells nothing about its own messages and nothing twice [CHAT-8]", () => {
  const receipts = [{ user_id: PATIENT.id, delivered_at: AT, read_at: AT }];
  const { signaling, attentive } = chatWith([{ ...byDoctor(1), receipts }, messageNumbered(2)]);
  attentive.value = true;
  deepEqual(signaling.calls, []);
});

Deno.test("ChatModel shows who writes for a while and no longer than until the message comes [CHAT-9]", async () => {
  const { model, signaling, time } = chatWith([]);
  const typing = { conversation_id: CONVERSATION_ID, user_id: DOCTOR.id };
  signaling.emit("chat:typing", typing);
  deepEqual(model.typing.value, [DOCTOR.id]);
  await time.advance(TYPING_SHOWN_MS);
  deepEqual(model.typing.value, []);
  signaling.emit("chat:typing", typing);
  signaling.emit("chat:message", { message: byDoctor(1) });
  deepEqual(model.typing.value, []);
  signaling.emit("chat:typing", { ...typing, user_id: PATIENT.id });
  deepEqual(model.typing.value, []);
});

Deno.test("ChatModel tells that the person writes at most once per interval [CHAT-9]", async () => {
  const { model, signaling, time } = chatWith([]);
  model.write("h");
  model.write("he");
  equal(signaling.count("sendTyping"), 1);
  await time.advance(TYPING_SEND_INTERVAL_MS);
  model.write("hel");
  equal(signaling.count("sendTyping"), 2);
  model.write("   ");
  equal(signaling.count("sendTyping"), 2);
});

Deno.test("ChatModel.submit() shows the message at once and as sent after its acknowledgement [CHAT-5]", async () => {
  const { model, signaling } = chatWith([]);
  model.write("  hello \n");
  equal(model.submit(), true);
  equal(model.draft.value, "");
  deepEqual(model.unsent.value.map((one) => one.body), ["hello"]);
  signaling.answers.at(-1)?.resolve({
    message: messageNumbered(1, { client_id: "client-1", body: "hello" }),
  });
  await settled();
  deepEqual(model.unsent.value, []);
  deepEqual(seqs(model), [1]);
});

Deno.test("ChatModel takes its own message from the push too, when the acknowledgement was lost [CHAT-6]", () => {
  const { model, signaling } = chatWith([]);
  model.write("hello");
  model.submit();
  signaling.emit("chat:message", { message: messageNumbered(1, { client_id: "client-1" }) });
  deepEqual(model.unsent.value, []);
  deepEqual(seqs(model), [1]);
});

Deno.test("ChatModel.submit() refuses nothing, blanks and what is too long, and keeps the draft [CHAT-10]", () => {
  const { model } = chatWith([]);
  for (const draft of ["", " \n ", "x".repeat(BODY_LENGTH_MAX + 1)]) {
    model.write(draft);
    equal(model.submit(), false);
    equal(model.draft.value, draft);
  }
  equal(model.excess.value, 1);
});

Deno.test("ChatModel.loadOlder() reads backwards until the beginning is there [CHAT-1]", async () => {
  const stored = [1, 2, 3].map(byDoctor);
  const { model, asked, breakHistory } = chatWith([byDoctor(3)], { stored });
  equal(model.older.value, "some");
  breakHistory(true);
  await model.loadOlder();
  equal(model.older.value, "failed");
  breakHistory(false);
  await model.loadOlder();
  equal(model.older.value, "none");
  deepEqual(seqs(model), [1, 2, 3]);
  await model.loadOlder();
  deepEqual(asked, ["before 3", "before 3"]);
});

Deno.test("ChatModel leaves other conversations alone", () => {
  const { model, signaling } = chatWith([]);
  const elsewhere = "33333333-3333-4333-8333-333333333333";
  signaling.emit("chat:message", { message: { ...byDoctor(1), conversation_id: elsewhere } });
  signaling.emit("chat:typing", { conversation_id: elsewhere, user_id: DOCTOR.id });
  deepEqual(seqs(model), []);
  deepEqual(model.typing.value, []);
});

Deno.test("ChatModel listens to nothing once it is disposed", () => {
  const { model, signaling, time } = chatWith([]);
  signaling.emit("chat:typing", { conversation_id: CONVERSATION_ID, user_id: DOCTOR.id });
  model[Symbol.dispose]();
  equal(signaling.listeners, 0);
  equal(time.pending, 0);
});

Deno.test("ChatModel loses nothing that is pushed while older messages are on their way [DEV-6]", async () => {
  const { model, signaling } = chatWith([3, 4].map(byDoctor), { stored: [1, 2, 3, 4].map(byDoctor) });
  const older = model.loadOlder();
  signaling.emit("chat:message", { message: byDoctor(5) });
  await older;
  deepEqual(seqs(model), [1, 2, 3, 4, 5]);
});

Deno.test("ChatModel sends nothing while it is offline, and everything in its order afterwards [DEV-1]", async () => {
  const { model, signaling } = chatWith([]);
  signaling.emit("state", { name: "waiting", attempt: 1, retryAt: 0 });
  for (const text of ["one", "two"]) {
    model.write(text);
    model.submit();
  }
  await settled();
  equal(signaling.count("sendMessage"), 0);
  deepEqual(model.unsent.value.map((one) => one.body), ["one", "two"]);
  signaling.emit("state", { name: "open" });
  signaling.emit("sync", syncUpTo(0));
  await settled();
  signaling.answers[0]?.resolve({ message: messageNumbered(1, { client_id: "client-1" }) });
  await settled();
  const bodies = signaling.calls.filter(([name]) => name === "sendMessage").map(([, one]) =>
    Object(one).body
  );
  deepEqual(bodies, ["one", "two"]);
});
