import type { WaitingEntry, WaitingQueue } from "../../realtime/core/waiting.ts";
import { advanceWaiting } from "../../realtime/core/waiting_machine.ts";
import { inOrder, placeOf, queueObjectOf, waitingObjectOf } from "../../realtime/core/waiting_queue.ts";
import { waitingNotices } from "../../realtime/waiting_notices.ts";
import { assertEquals } from "../support/assert.ts";
import { absent, MINUTE_MS, NINE } from "../support/waiting_entries.ts";

function arrived(entry: WaitingEntry, minutes: number): WaitingEntry {
  return advanceWaiting(entry, { type: "arrived" }, NINE + minutes * MINUTE_MS) ?? entry;
}

const LATE = arrived(absent(1, { minutes: 0 }), 20);
const EARLY = arrived(absent(2, { minutes: 15 }), -10);
const FIRST = arrived(absent(3, { minutes: 30 }), 1);
const SECOND = arrived(absent(4, { minutes: 30 }), 2);
const RELATIVE = arrived(absent(2, { minutes: 15, userId: 20 }), 3);

function queueOf(entries: WaitingEntry[], version = 4): WaitingQueue {
  return { doctorId: 7, version, entries };
}

Deno.test("inOrder() goes by the time of the appointment, then by arrival; who is gone is not in it [WAIT-4]", () => {
  const gone = advanceWaiting(FIRST, { type: "left" }, NINE) ?? FIRST;
  assertEquals(
    inOrder([SECOND, FIRST, EARLY, LATE]).map((one) => one.appointmentId),
    [1, 2, 3, 4],
  );
  assertEquals(inOrder([SECOND, gone]).map((one) => one.appointmentId), [4]);
});

Deno.test("placeOf() counts visits, not people, and nobody who is gone has a place [WAIT-4]", () => {
  const queue = queueOf([SECOND, RELATIVE, EARLY, LATE]);
  assertEquals([LATE, EARLY, RELATIVE, SECOND].map((one) => placeOf(queue, one)), [0, 1, 1, 2]);
  const gone = advanceWaiting(LATE, { type: "left" }, NINE) ?? LATE;
  assertEquals(placeOf(queue, gone), null);
  assertEquals(placeOf(queue, FIRST), null, "not in this queue");
});

Deno.test("waitingObjectOf() tells somebody of themselves and of nobody else [WAIT-6]", () => {
  const text = JSON.stringify(waitingObjectOf(queueOf([LATE, EARLY]), EARLY));
  assertEquals(text.includes(LATE.user.name), false);
  assertEquals(JSON.parse(text), {
    appointment_id: 2,
    user_id: 2,
    status: "waiting",
    gone_reason: null,
    place: 1,
    arrived_at: "2026-03-02T08:50:00.000Z",
    postponed_until: null,
    version: 4,
  });
});

Deno.test("waitingNotices() tells the doctor of all, and those only whose own waiting has changed [WAIT-6]", () => {
  const before = queueOf([LATE, EARLY, SECOND], 4);
  const gone = advanceWaiting(LATE, { type: "admitted" }, NINE) ?? LATE;
  const after = queueOf([EARLY, SECOND], 5);
  const told = waitingNotices(before, after, [gone]);
  assertEquals(told.map((one) => [one.event, one.to.users, one.fact?.number]), [
    ["queue:update", [7], 5],
    ["waiting:update", [2], 5],
    ["waiting:update", [4], 5],
    ["waiting:update", [1], 5],
  ]);
  const joined = waitingNotices(after, queueOf([EARLY, SECOND, RELATIVE], 6), [RELATIVE]);
  assertEquals(joined.map((one) => one.to.users[0]), [7, 20], "nobody's place has changed");
  assertEquals(queueObjectOf(after).entries.map((one) => one.user.id), [2, 4]);
});
