import { deepEqual, equal } from "node:assert/strict";
import { signal } from "@preact/signals";
import type { UnsentMessage } from "../../islands/models/outbox.ts";
import { OutboxSender } from "../../islands/models/outbox_sender.ts";
import { OUTBOX_DAYS_MAX, sweepOutbox } from "../../islands/models/sweep_outbox.ts";
import type { MessageObject } from "../../realtime/core/objects.ts";
import { messageNumbered } from "../support/chat_objects.ts";
import { FakeLocks } from "../support/fake_locks.ts";
import { FakeBrowserStorage, outboxIn } from "../support/fake_shelf.ts";
import { FakeTime, settled } from "../support/fake_time.ts";

const MINUTES = "2026-03-02T09:0";

const written = (n: number): UnsentMessage => ({
  clientId: `client-${n}`,
  body: `text ${n}`,
  messageType: "text",
  files: [],
  callId: null,
  writtenAt: `${MINUTES}${n}:00.000Z`,
  refusal: null,
});

/** Tabs of one browser with the same conversation open, and the server that they send to. */
function browserOf() {
  const browser = new FakeBrowserStorage();
  const locks = new FakeLocks();
  /** What the server was sent, in order. */
  const arrived: string[] = [];
  const open = () => {
    const time = new FakeTime();
    const unsent = signal<readonly UnsentMessage[]>([]);
    const kept = signal(true);
    const answers: PromiseWithResolvers<MessageObject>[] = [];
    let online = true;
    const sender = new OutboxSender({
      ...{ unsent, kept, timers: time },
      store: outboxIn(browser),
      online: () => online,
      inTurn: (run) => locks.request("turn", run).then(() => {}),
      send: ({ clientId }) => {
        arrived.push(clientId);
        const answer = Promise.withResolvers<MessageObject>();
        answers.push(answer);
        return answer.promise;
      },
      sent: () => {},
    });
    return {
      sender,
      kept,
      waiting: () => unsent.value.map((one) => one.clientId),
      acknowledge: async () => {
        answers.at(-1)?.resolve(messageNumbered(1));
        await settled();
      },
      go: async (on: boolean) => {
        online = on;
        if (on) sender.resume();
        else sender.lost();
        await settled();
      },
    };
  };
  return { browser, locks, arrived, open };
}

Deno.test("OutboxSender shows in every tab what is unsent, and what one tab has sent is gone in all [DEV-2]", async () => {
  const { open, browser } = browserOf();
  const [one, other] = [open(), open()];
  await one.go(false);
  await other.go(false);
  one.sender.add(written(1));
  other.sender.add(written(2));
  deepEqual(one.waiting(), ["client-1", "client-2"]);
  deepEqual(other.waiting(), one.waiting());
  await other.go(true);
  await other.acknowledge();
  await other.acknowledge();
  deepEqual([one.waiting(), other.waiting(), browser.items.size], [[], [], 0]);
});

Deno.test("OutboxSender sends each message once and in the order of writing, however many tabs are open [DEV-2]", async () => {
  const { open, arrived } = browserOf();
  const [one, other, third] = [open(), open(), open()];
  for (const tab of [one, other, third]) await tab.go(false);
  other.sender.add(written(1));
  one.sender.add(written(2));
  third.sender.add(written(3));
  await Promise.all([third.go(true), one.go(true), other.go(true)]);
  for (let turn = 0; turn < 6; turn++) for (const tab of [one, other, third]) await tab.acknowledge();
  deepEqual(arrived, ["client-1", "client-2", "client-3"]);
});

Deno.test("OutboxSender leaves its turn to another tab while it has no connection [DEV-2]", async () => {
  const { open, arrived } = browserOf();
  const [one, other] = [open(), open()];
  one.sender.add(written(1));
  await settled();
  await one.go(false);
  await other.go(true);
  deepEqual(arrived, ["client-1", "client-1"], "the server knows the client id");
  await other.acknowledge();
  deepEqual([one.waiting(), other.waiting()], [[], []]);
});

Deno.test("OutboxSender goes on where a tab was closed before its message was acknowledged [DEV-1] [DEV-2]", async () => {
  const { open, arrived } = browserOf();
  const closed = open();
  closed.sender.add(written(1));
  await settled();
  closed.sender[Symbol.dispose]();
  const next = open();
  deepEqual(next.waiting(), ["client-1"]);
  await next.go(true);
  await next.acknowledge();
  deepEqual(arrived, ["client-1", "client-1"]);
  deepEqual(next.waiting(), []);
});

Deno.test("OutboxSender keeps the order of writing when the clock stands still or goes back [DEV-2]", async () => {
  const { open } = browserOf();
  const tab = open();
  await tab.go(false);
  for (const n of [3, 3, 1, 2]) tab.sender.add({ ...written(n), clientId: `client-${tab.waiting().length}` });
  deepEqual(open().waiting(), ["client-0", "client-1", "client-2", "client-3"]);
});

Deno.test("OutboxSender sends what the browser did not keep, and says that it is not kept [DEV-1]", async () => {
  const { open, browser, arrived } = browserOf();
  browser.room = 1;
  const tab = open();
  await tab.go(false);
  tab.sender.add(written(1));
  equal(tab.kept.value, true);
  tab.sender.add(written(2));
  equal(tab.kept.value, false);
  await tab.go(true);
  await tab.acknowledge();
  await tab.acknowledge();
  deepEqual([arrived, tab.waiting(), tab.kept.value], [["client-1", "client-2"], [], true]);
});

Deno.test("storedOutbox() keeps what people wrote apart by person and conversation [DEV-1] [DEV-3]", () => {
  const browser = new FakeBrowserStorage();
  const mine = outboxIn(browser);
  mine.put(written(1));
  deepEqual(outboxIn(browser).load(), [written(1)]);
  deepEqual(outboxIn(browser, { userId: 2 }).load(), []);
  deepEqual(outboxIn(browser, { userId: 11 }).load(), []);
  deepEqual(outboxIn(browser, { conversationId: "another" }).load(), []);
  mine.remove(["client-1"]);
  equal(browser.items.size, 0);
});

Deno.test("storedOutbox() leaves a message in its tab until its files are up [DEV-1]", () => {
  const browser = new FakeBrowserStorage();
  const tab = new FakeBrowserStorage();
  const store = outboxIn(browser, { tab });
  const file = { clientId: "file-1", name: "a.png", type: "image/png", size: 1, attachmentId: null };
  equal(store.put({ ...written(1), files: [file] }), true);
  deepEqual(outboxIn(browser).load(), []);
  equal(store.load().length, 1);
  equal(store.put({ ...written(1), files: [{ ...file, attachmentId: "A" }] }), true);
  equal(outboxIn(browser).load().length, 1);
  equal(tab.items.size, 0);
});

Deno.test("storedOutbox() takes over what a tab kept in the way of an earlier version [DEV-1]", () => {
  const browser = new FakeBrowserStorage();
  const tab = new FakeBrowserStorage();
  tab.tab().put("carewire.outbox.1.conversation", JSON.stringify([written(1), written(2)]));
  deepEqual(outboxIn(browser, { tab }).load(), [written(1), written(2)]);
  deepEqual(outboxIn(browser).load(), [written(1), written(2)]);
});

Deno.test("sweepOutbox() deletes what nobody has come back for in 30 days, and what can't be read [DEV-5]", () => {
  const browser = new FakeBrowserStorage();
  const now = Date.parse("2026-05-01T00:00:00.000Z");
  const old = new Date(now - (OUTBOX_DAYS_MAX * 24 + 1) * 3_600_000).toISOString();
  outboxIn(browser).put({ ...written(1), writtenAt: old });
  outboxIn(browser, { userId: 2 }).put({ ...written(2), writtenAt: old });
  outboxIn(browser).put({ ...written(3), writtenAt: new Date(now).toISOString() });
  browser.items.set("carewire.outbox.1.conversation.odd", "{");
  sweepOutbox(browser.tab(), now);
  deepEqual(outboxIn(browser).load().map((one) => one.clientId), ["client-3"]);
  equal(browser.items.size, 1);
});
