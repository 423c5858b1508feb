import { deepEqual, equal, ok } from "node:assert/strict";
import { signal } from "@preact/signals";
import {
  CATCH_UP_RETRY_MS,
  GAP_MESSAGES_MAX,
  MessageCatchUp,
} from "../../islands/models/message_catch_up.ts";
import { MESSAGES_PER_REQUEST } from "../../islands/models/message_history.ts";
import {
  jumpTo,
  type MessageLog,
  openLog,
  prependMessages,
  receiveMessages,
  tailOf,
} from "../../islands/models/message_log.ts";
import { DOCTOR, messageNumbered, PATIENT } from "../support/chat_objects.ts";
import { FakeTime, settled } from "../support/fake_time.ts";

const byDoctor = (seq: number) => messageNumbered(seq, { sender_id: DOCTOR.id });
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

/** A device that holds the first `held` of so many messages. */
function deviceOf(held: number, stored: number) {
  const time = new FakeTime();
  const server = { last: stored, broken: false, onRead: () => {} };
  const log = signal<MessageLog>(openLog([PATIENT.id, DOCTOR.id], range(1, held).map(byDoctor)));
  const sizes: number[] = [];
  const page = (from: number, to: number) => {
    server.onRead();
    if (server.broken) return Promise.reject(new Error("unavailable"));
    const found = range(Math.max(1, from), Math.min(server.last, to)).map(byDoctor);
    sizes.push(found.length);
    return Promise.resolve(found);
  };
  const receive = (messages: readonly ReturnType<typeof byDoctor>[]) =>
    log.value = receiveMessages(log.value, messages);
  const catchUp = new MessageCatchUp({
    ...{ log, me: PATIENT.id, timers: time, chance: () => 0.999, receive },
    history: {
      after: (seq) => page(seq + 1, seq + MESSAGES_PER_REQUEST),
      before: (seq) => page(seq - MESSAGES_PER_REQUEST, seq - 1),
    },
    jump: (newest) => {
      log.value = jumpTo(log.value, newest);
    },
    connected: () => true,
  });
  const push = () => {
    server.last++;
    receive([byDoctor(server.last)]);
    catchUp.runIfMissing();
  };
  const numbers = () => log.value.messages.map((one) => one.seq);
  return { time, server, log, sizes, catchUp, push, numbers, page };
}

Deno.test("MessageCatchUp reads a gap page by page and loses nothing that is pushed meanwhile [DEV-6]", async () => {
  const { catchUp, server, sizes, push, numbers } = deviceOf(3, GAP_MESSAGES_MAX);
  let pushes = 0;
  server.onRead = () => pushes++ < 7 && push();
  catchUp.runUpTo(GAP_MESSAGES_MAX);
  for (let turn = 0; turn < 20; turn++) await settled();
  deepEqual(numbers(), range(1, server.last));
  ok(server.last > GAP_MESSAGES_MAX + 4, "messages were pushed meanwhile");
  ok(sizes.every((one) => one <= MESSAGES_PER_REQUEST));
});

Deno.test("MessageCatchUp goes on from the newest page after 10,000 missed messages, and the rest is read backwards [DEV-6]", async () => {
  const { catchUp, server, sizes, push, numbers, log, page } = deviceOf(3, 10_000);
  let pushes = 0;
  server.onRead = () => pushes++ < 2 && push();
  catchUp.runUpTo(10_000);
  for (let turn = 0; turn < 5; turn++) await settled();
  equal(tailOf(log.value), server.last);
  ok(sizes.length <= 2, "the page is not held up");
  deepEqual(numbers(), range(log.value.floor + 1, server.last));
  while (log.value.floor > 0) {
    const { floor } = log.value;
    const older = await page(floor + 1 - MESSAGES_PER_REQUEST, floor);
    log.value = prependMessages(log.value, older);
  }
  deepEqual(numbers(), range(1, server.last));
});

Deno.test("MessageCatchUp asks again with growing waits while the server fails, and then has everything [DEV-6]", async () => {
  const { catchUp, server, time, numbers } = deviceOf(1, 150);
  server.broken = true;
  let asked = 0;
  server.onRead = () => asked++;
  catchUp.runUpTo(150);
  await settled();
  await time.advance(60_000);
  ok(asked >= 4 && asked <= 8, `${asked} requests in a minute`);
  server.broken = false;
  await time.advance(CATCH_UP_RETRY_MS);
  deepEqual(numbers(), range(1, 150));
  catchUp[Symbol.dispose]();
  equal(time.pending, 0);
});
