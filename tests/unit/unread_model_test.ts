import { deepEqual, equal } from "node:assert/strict";
import { signal } from "@preact/signals";
import { type UnreadConversations, UnreadModel } from "../../islands/models/unread_model.ts";
import { DOCTOR, messageNumbered, PATIENT } from "../support/chat_objects.ts";
import { FakeSignaling } from "../support/fake_signaling.ts";
import { FakeTime } from "../support/fake_time.ts";

function scene() {
  const time = new FakeTime();
  const signaling = new FakeSignaling();
  const seenMessages = signal<ReadonlyMap<string, number>>(new Map());
  const reads: number[] = [];
  let known: UnreadConversations = { total: 2, conversations: [{ conversation_id: "a", last_seq: 4 }] };
  const model = new UnreadModel();
  model.connect({
    me: PATIENT.id,
    session: { signaling, seenMessages },
    timers: time,
    read: () => {
      reads.push(time.now());
      return Promise.resolve(known);
    },
  });
  return { model, time, signaling, seenMessages, reads, answer: (next: UnreadConversations) => known = next };
}

const SYNC = { live_call: null, conversations: [], presence: [] };

Deno.test("UnreadModel counts with each sync, and many messages at once only once [INBOX-3]", async () => {
  const { model, time, signaling, reads, answer } = scene();
  equal(model.count.value, 0);
  signaling.emit("sync", SYNC);
  await time.advance(0);
  equal(model.count.value, 2);
  answer({ total: 3, conversations: [] });
  for (const seq of [1, 2, 3]) {
    signaling.emit("chat:message", { message: messageNumbered(seq, { sender_id: DOCTOR.id }) });
  }
  signaling.emit("chat:message", { message: messageNumbered(4) });
  await time.advance(5_000);
  deepEqual([reads.length, model.count.value], [2, 3]);
});

Deno.test("UnreadModel leaves out what this page has read already [INBOX-3]", async () => {
  const { model, time, signaling, seenMessages } = scene();
  signaling.emit("sync", SYNC);
  await time.advance(0);
  seenMessages.value = new Map([["a", 3]]);
  equal(model.count.value, 2);
  seenMessages.value = new Map([["a", 4]]);
  equal(model.count.value, 1);
});
