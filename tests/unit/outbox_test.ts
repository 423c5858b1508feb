import { deepEqual, equal } from "node:assert/strict";
import { signal } from "@preact/signals";
import { OUTBOX_MAX, parseOutbox, type UnsentMessage } from "../../islands/models/outbox.ts";
import { OUTBOX_RETRY_MS, OutboxSender } from "../../islands/models/outbox_sender.ts";
import type { MessageObject } from "../../realtime/core/objects.ts";
import { messageNumbered } from "../support/chat_objects.ts";
import { FakeLocks } from "../support/fake_locks.ts";
import { FakeBrowserStorage, outboxIn } from "../support/fake_shelf.ts";
import { FakeTime, settled } from "../support/fake_time.ts";

const unsentNumbered = (n: number): UnsentMessage => ({
  clientId: `client-${n}`,
  body: `text ${n}`,
  messageType: "text",
  files: [],
  callId: null,
  writtenAt: "2026-03-02T09:00:00.000Z",
  refusal: null,
});

/** A tab whose sending the test answers by hand. */
function outboxOf(browser = new FakeBrowserStorage(), locks = new FakeLocks()) {
  const time = new FakeTime();
  const unsent = signal<readonly UnsentMessage[]>([]);
  const kept = signal(true);
  const attempts: { clientId: string; answer: PromiseWithResolvers<MessageObject> }[] = [];
  const sent: number[] = [];
  let online = true;
  const sender = new OutboxSender({
    unsent,
    kept,
    timers: time,
    store: outboxIn(browser),
    online: () => online,
    inTurn: (run) => locks.request("turn", run).then(() => {}),
    send: ({ clientId }) => {
      const answer = Promise.withResolvers<MessageObject>();
      attempts.push({ clientId, answer });
      return answer.promise;
    },
    sent: (message) => sent.push(message.seq),
  });
  const refuse = (code: string) => attempts.at(-1)?.answer.reject(Object.assign(new Error(code), { code }));
  const connect = async (on: boolean) => {
    online = on;
    if (on) sender.resume();
    else sender.lost();
    await settled();
  };
  const tried = () => attempts.map((one) => one.clientId);
  const waiting = () => unsent.value.map((one) => one.clientId);
  return { browser, time, unsent, kept, attempts, tried, waiting, sent, sender, refuse, connect };
}

/** A browser in which these are unsent. */
function browserWith(messages: UnsentMessage[]): FakeBrowserStorage {
  const browser = new FakeBrowserStorage();
  for (const one of messages) outboxIn(browser).put(one);
  return browser;
}

Deno.test("OutboxSender sends one message at a time, so that their order stands [CHAT-5]", async () => {
  const { sender, attempts, sent, unsent } = outboxOf();
  sender.add(unsentNumbered(1));
  sender.add(unsentNumbered(2));
  deepEqual(attempts.map((one) => one.clientId), ["client-1"]);
  attempts[0]?.answer.resolve(messageNumbered(1));
  await settled();
  deepEqual(attempts.map((one) => one.clientId), ["client-1", "client-2"]);
  deepEqual(sent, [1]);
  deepEqual(unsent.value.map((one) => one.clientId), ["client-2"]);
});

Deno.test("OutboxSender sends what a reload left behind under the same client id [CHAT-6]", async () => {
  const { sender, attempts, browser } = outboxOf(browserWith([unsentNumbered(7)]));
  sender.resume();
  deepEqual(attempts.map((one) => one.clientId), ["client-7"]);
  attempts[0]?.answer.resolve(messageNumbered(1));
  await settled();
  equal(browser.items.size, 0);
});

Deno.test("OutboxSender repeats by itself after a refusal that passes [CHAT-6]", async () => {
  const { sender, attempts, refuse, time, unsent } = outboxOf();
  sender.add(unsentNumbered(1));
  refuse("unavailable");
  await settled();
  equal(unsent.value[0]?.refusal, null);
  sender.resume();
  equal(attempts.length, 1);
  await time.advance(OUTBOX_RETRY_MS);
  deepEqual(attempts.map((one) => one.clientId), ["client-1", "client-1"]);
});

Deno.test("OutboxSender leaves a message that was refused for good to the person and goes on with the next [CHAT-7]", async () => {
  const { sender, attempts, refuse, unsent } = outboxOf();
  sender.add(unsentNumbered(1));
  sender.add(unsentNumbered(2));
  refuse("too_large");
  await settled();
  deepEqual(unsent.value.map((one) => one.refusal), ["too_large", null]);
  deepEqual(attempts.map((one) => one.clientId), ["client-1", "client-2"]);
  attempts[1]?.answer.resolve(messageNumbered(1));
  await settled();
  sender.retry("client-1");
  deepEqual(attempts.map((one) => one.clientId), ["client-1", "client-2", "client-1"]);
});

Deno.test("OutboxSender lets others pass a message whose files are not up, and sends it when they are [CHAT-14]", async () => {
  const { sender, attempts } = outboxOf();
  const file = { clientId: "file-1", name: "a.png", type: "image/png", size: 1, attachmentId: null };
  sender.add({ ...unsentNumbered(1), messageType: "image", files: [file] });
  sender.add(unsentNumbered(2));
  deepEqual(attempts.map((one) => one.clientId), ["client-2"]);
  attempts[0]?.answer.resolve(messageNumbered(1));
  await settled();
  sender.change("client-1", { files: [{ ...file, attachmentId: "A" }] });
  deepEqual(attempts.map((one) => one.clientId), ["client-2", "client-1"]);
});

Deno.test("OutboxSender.forget() drops messages that turn out to be there [CHAT-6]", () => {
  const { sender, browser } = outboxOf();
  sender.add(unsentNumbered(1));
  sender.forget(["client-1"]);
  equal(browser.items.size, 0);
});

Deno.test("OutboxSender.add() refuses more than the outbox holds", () => {
  const { sender } = outboxOf(browserWith(Array.from({ length: OUTBOX_MAX }, (_, n) => unsentNumbered(n))));
  equal(sender.add(unsentNumbered(OUTBOX_MAX)), false);
});

Deno.test("OutboxSender does nothing more once it is disposed", async () => {
  const { sender, refuse, time, attempts } = outboxOf();
  sender.add(unsentNumbered(1));
  refuse("unavailable");
  await settled();
  sender[Symbol.dispose]();
  await time.advance(OUTBOX_RETRY_MS);
  equal(attempts.length, 1);
  equal(time.pending, 0);
});

Deno.test("parseOutbox() takes nothing that it did not write", () => {
  for (const text of [null, "", "{", "{}", "[1]", "[null]", '[{"clientId":1}]']) {
    deepEqual(parseOutbox(text), []);
  }
  const wrongFile = { ...unsentNumbered(1), files: [{ clientId: "file-1", name: "a.png" }] };
  deepEqual(parseOutbox(JSON.stringify([wrongFile])), []);
});

Deno.test("parseOutbox() takes texts from before messages had files [CHAT-6]", () => {
  const { messageType: _type, files: _files, ...old } = unsentNumbered(1);
  deepEqual(parseOutbox(JSON.stringify([old])), [unsentNumbered(1)]);
});
