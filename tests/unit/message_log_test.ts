import { deepEqual, equal } from "node:assert/strict";
import * as fc from "fast-check";
import {
  applyReceipt,
  jumpTo,
  type MessageLog,
  missingAfter,
  noteHead,
  openLog,
  prependMessages,
  receiveMessages,
  resyncAfter,
  tailOf,
} from "../../islands/models/message_log.ts";
import { DOCTOR, messageNumbered, PATIENT } from "../support/chat_objects.ts";

const PEOPLE = [PATIENT.id, DOCTOR.id];
const numbers = (log: MessageLog) => log.messages.map((one) => one.seq);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
const AT = "2026-03-02T09:00:00.000Z";

Deno.test("receiveMessages() ends up gap-free and in order however messages arrive [CHAT-1]", () => {
  const deliveries = fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 80 });
  fc.assert(fc.property(fc.integer({ min: 0, max: 10 }), deliveries, (start, arrivals) => {
    let log = openLog(PEOPLE, range(1, start).map((seq) => messageNumbered(seq)), start);
    for (const seq of arrivals) {
      log = receiveMessages(log, [messageNumbered(seq)]);
      deepEqual(numbers(log), range(log.floor + 1, tailOf(log)));
      equal(new Set(log.ahead.map((one) => one.seq)).size, log.ahead.length);
    }
    const from = missingAfter(log);
    if (from !== undefined) {
      log = receiveMessages(
        log,
        range(from + 1, log.head).map((seq) => messageNumbered(seq)),
      );
    }
    equal(missingAfter(log), undefined);
    deepEqual(numbers(log), range(1, Math.max(start, ...arrivals, 0)));
    deepEqual(log.ahead, []);
  }));
});

Deno.test("receiveMessages() holds what comes beyond a gap and names where the gap begins [CHAT-1]", () => {
  const log = receiveMessages(openLog(PEOPLE, [messageNumbered(4)]), [
    messageNumbered(7),
    messageNumbered(6),
  ]);
  deepEqual(numbers(log), [4]);
  equal(missingAfter(log), 4);
  deepEqual(numbers(receiveMessages(log, [messageNumbered(5)])), [4, 5, 6, 7]);
});

Deno.test("receiveMessages() drops numbers below the oldest message held [CHAT-2]", () => {
  const log = openLog(PEOPLE, [messageNumbered(10)]);
  deepEqual(numbers(receiveMessages(log, [messageNumbered(3)])), [10]);
});

Deno.test("receiveMessages() never takes a receipt back when an older copy comes late [CHAT-3]", () => {
  const receipts = [{ user_id: DOCTOR.id, delivered_at: AT, read_at: AT }];
  const log = openLog(PEOPLE, [messageNumbered(1, { status: "read", receipts })]);
  const after = receiveMessages(log, [messageNumbered(1)]);
  equal(after.messages[0]?.status, "read");
  deepEqual(after.messages[0]?.receipts, receipts);
});

Deno.test("noteHead() shows that something is missing before it arrives [CHAT-1]", () => {
  const log = noteHead(openLog(PEOPLE, [messageNumbered(1)]), 3);
  equal(missingAfter(log), 1);
  equal(missingAfter(noteHead(log, 2)), 1);
});

Deno.test("prependMessages() joins an older page only where it leaves no gap [CHAT-1]", () => {
  const log = openLog(PEOPLE, [messageNumbered(10)]);
  deepEqual(numbers(prependMessages(log, [6, 8, 9].map((seq) => messageNumbered(seq)))), [8, 9, 10]);
  deepEqual(numbers(prependMessages(log, [messageNumbered(5)])), [10]);
});

Deno.test("applyReceipt() counts for the message named and for all before it [CHAT-3]", () => {
  const log = openLog(PEOPLE, [1, 2, 3].map((seq) => messageNumbered(seq)));
  const messageId = messageNumbered(2).message_id;
  const delivered = applyReceipt(log, { kind: "delivered", messageId, userId: DOCTOR.id, at: AT });
  deepEqual(delivered.messages.map((one) => one.status), ["delivered", "delivered", "sent"]);
  const read = applyReceipt(delivered, { kind: "read", messageId, userId: DOCTOR.id, at: AT });
  deepEqual(read.messages.map((one) => one.status), ["read", "read", "sent"]);
});

Deno.test("applyReceipt() leaves messages of the one who read alone [CHAT-3]", () => {
  const log = openLog(PEOPLE, [messageNumbered(1, { sender_id: DOCTOR.id }), messageNumbered(2)]);
  const messageId = messageNumbered(2).message_id;
  const read = applyReceipt(log, { kind: "read", messageId, userId: DOCTOR.id, at: AT });
  deepEqual(read.messages.map((one) => one.status), ["sent", "read"]);
});

Deno.test("applyReceipt() counts a group's message as read once everybody has read it [CHAT-3]", () => {
  const log = openLog([...PEOPLE, 3], [messageNumbered(1)]);
  const receipt = { kind: "read", messageId: messageNumbered(1).message_id, at: AT } as const;
  const one = applyReceipt(log, { ...receipt, userId: DOCTOR.id });
  equal(one.messages[0]?.status, "sent");
  equal(applyReceipt(one, { ...receipt, userId: 3 }).messages[0]?.status, "read");
});

Deno.test("applyReceipt() keeps a receipt that comes before its message [CHAT-3]", () => {
  const receipt = {
    kind: "read",
    messageId: messageNumbered(2).message_id,
    userId: DOCTOR.id,
    at: AT,
  } as const;
  const log = applyReceipt(openLog(PEOPLE, [messageNumbered(1)]), receipt);
  const after = receiveMessages(log, [messageNumbered(2)]);
  deepEqual(after.messages.map((one) => one.status), ["read", "read"]);
  deepEqual(after.early, []);
});

Deno.test("resyncAfter() goes back to the first own message that lacks a receipt [CHAT-4]", () => {
  const log = openLog(PEOPLE, [
    messageNumbered(1, { status: "read" }),
    messageNumbered(2),
    messageNumbered(3, { sender_id: DOCTOR.id }),
  ]);
  equal(resyncAfter(log, PATIENT.id), 1);
  equal(resyncAfter(log, DOCTOR.id), 2);
});

Deno.test("applyReceipt() counts by its number where the message itself is not held [DEV-7]", () => {
  const receipt = { kind: "read", messageId: "unknown", userId: DOCTOR.id, at: AT } as const;
  const log = openLog(PEOPLE, range(5, 7).map((seq) => messageNumbered(seq)));
  const statuses = (one: MessageLog) => one.messages.map((message) => message.status);
  deepEqual(statuses(applyReceipt(log, { ...receipt, seq: 6 })), ["read", "read", "sent"]);
  deepEqual(statuses(applyReceipt(log, { ...receipt, seq: 2 })), ["sent", "sent", "sent"]);
  const ahead = applyReceipt(log, { ...receipt, seq: 8 });
  deepEqual(statuses(ahead), ["sent", "sent", "sent"]);
  const after = receiveMessages(ahead, range(8, 9).map((seq) => messageNumbered(seq)));
  deepEqual(statuses(after), ["read", "read", "read", "read", "sent"]);
  deepEqual(after.early, []);
});

Deno.test("jumpTo() goes on from the newest messages, with what came ahead of them [DEV-6]", () => {
  const held = receiveMessages(openLog(PEOPLE, [messageNumbered(1)]), [messageNumbered(101)]);
  const log = jumpTo(noteHead(held, 100), range(91, 100).map((seq) => messageNumbered(seq)));
  deepEqual(numbers(log), range(91, 101));
  deepEqual([log.floor, log.ahead, missingAfter(log)], [90, [], undefined]);
});

Deno.test("jumpTo() leaves no message out where there is nothing to jump over [DEV-6]", () => {
  const log = openLog(PEOPLE, range(1, 5).map((seq) => messageNumbered(seq)));
  deepEqual(numbers(jumpTo(log, range(4, 8).map((seq) => messageNumbered(seq)))), range(1, 8));
  deepEqual(numbers(jumpTo(log, [])), range(1, 5));
});
