import {
  isInQueue,
  WAITING_AWAY_MS,
  WAITING_LEASE_MS,
  WAITING_RETURN_MS,
  WAITING_STATUSES,
  type WaitingEntry,
  type WaitingStatus,
} from "../../realtime/core/waiting.ts";
import { advanceWaiting, isWaitingNews, type WaitingCause } from "../../realtime/core/waiting_machine.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { absent, MINUTE_MS, NINE } from "../support/waiting_entries.ts";

const CAUSES: WaitingCause[] = [
  { type: "arrived" },
  { type: "seen" },
  { type: "deadline_passed" },
  { type: "left" },
  { type: "admitted" },
  { type: "not_come" },
  { type: "closed" },
  { type: "postponed", until: NINE + 30 * MINUTE_MS },
];

/** What each status becomes by the causes above, in their order; a dash is a refusal. */
const EXPECTED: Record<WaitingStatus, string> = {
  absent: "waiting - - - - - - -",
  waiting: "waiting waiting away gone gone gone gone waiting",
  away: "waiting waiting gone gone gone gone gone away",
  gone: "waiting - - - - - - -",
};

function step(entry: WaitingEntry, cause: WaitingCause, now: number): WaitingEntry {
  const after = advanceWaiting(entry, cause, now);
  assert(after, `${entry.status} refuses ${cause.type}`);
  return after;
}

function at(status: WaitingStatus): WaitingEntry {
  const waiting = step(absent(1), { type: "arrived" }, NINE);
  if (status === "absent") return absent(1);
  if (status === "waiting") return waiting;
  const away = step(waiting, { type: "deadline_passed" }, NINE + WAITING_LEASE_MS);
  return status === "away" ? away : step(away, { type: "left" }, NINE + WAITING_LEASE_MS);
}

Deno.test("advanceWaiting() leads every status where the table says, by every cause [WAIT-1]", () => {
  const later = NINE + 60 * MINUTE_MS;
  for (const status of WAITING_STATUSES) {
    const became = CAUSES.map((cause) => advanceWaiting(at(status), cause, later)?.status ?? "-").join(" ");
    assertEquals(became, EXPECTED[status], status);
  }
});

Deno.test("advanceWaiting() says why somebody is gone, and stores no deadline for them [WAIT-1]", () => {
  for (const type of ["left", "admitted", "not_come", "closed"] as const) {
    const gone = step(at("waiting"), { type }, NINE + 5);
    assertEquals([gone.goneReason, gone.goneAt, gone.deadlineAt], [type, NINE + 5, null]);
  }
  const lost = step(at("away"), { type: "deadline_passed" }, NINE + WAITING_LEASE_MS + WAITING_AWAY_MS);
  assertEquals(lost.goneReason, "lost");
});

Deno.test("advanceWaiting() lets time pass only once it has: lease, then grace [WAIT-2]", () => {
  const waiting = at("waiting");
  assertEquals(waiting.deadlineAt, NINE + WAITING_LEASE_MS);
  assertEquals(advanceWaiting(waiting, { type: "deadline_passed" }, NINE + WAITING_LEASE_MS - 1), undefined);
  const seen = step(waiting, { type: "seen" }, NINE + 20_000);
  assertEquals([seen.seenAt, seen.deadlineAt], [NINE + 20_000, NINE + 20_000 + WAITING_LEASE_MS]);
  const away = step(waiting, { type: "deadline_passed" }, NINE + WAITING_LEASE_MS);
  assertEquals(away.deadlineAt, NINE + WAITING_LEASE_MS + WAITING_AWAY_MS);
  assertEquals(advanceWaiting(away, { type: "deadline_passed" }, NINE + WAITING_LEASE_MS + 1), undefined);
  assert(isInQueue(away), "away keeps the place");
  const back = step(away, { type: "seen" }, NINE + WAITING_LEASE_MS + 1);
  assertEquals([back.status, back.arrivedAt], ["waiting", NINE]);
});

Deno.test("advanceWaiting() keeps the arrival of whoever comes back in time, and of nobody else [WAIT-3]", () => {
  const gone = step(at("waiting"), { type: "left" }, NINE + MINUTE_MS);
  const inTime = step(gone, { type: "arrived" }, NINE + MINUTE_MS + WAITING_RETURN_MS);
  assertEquals([inTime.arrivedAt, inTime.enteredAt], [NINE, NINE + MINUTE_MS + WAITING_RETURN_MS]);
  assertEquals([inTime.goneAt, inTime.goneReason], [null, null]);
  const late = step(gone, { type: "arrived" }, NINE + MINUTE_MS + WAITING_RETURN_MS + 1);
  assertEquals(late.arrivedAt, NINE + MINUTE_MS + WAITING_RETURN_MS + 1);
  const again = step(at("waiting"), { type: "arrived" }, NINE + 1_000);
  assertEquals([again.arrivedAt, again.enteredAt], [NINE, NINE], "a second tab is no second arrival");
});

Deno.test("a postponement lasts over an absence, and is forgotten once it has passed [WAIT-5]", () => {
  const until = NINE + 10 * MINUTE_MS;
  const asked = step(at("waiting"), { type: "postponed", until }, NINE);
  const gone = step(asked, { type: "left" }, NINE + MINUTE_MS);
  assertEquals(step(gone, { type: "arrived" }, NINE + 2 * MINUTE_MS).postponedUntil, until);
  assertEquals(step(gone, { type: "arrived" }, until).postponedUntil, null);
  assertEquals(step(asked, { type: "postponed", until: null }, NINE).postponedUntil, null);
});

Deno.test("isWaitingNews() is no for a device that is still there, and yes for what others see [WAIT-2]", () => {
  const waiting = at("waiting");
  assert(!isWaitingNews(waiting, step(waiting, { type: "seen" }, NINE + 1)));
  assert(!isWaitingNews(waiting, step(waiting, { type: "arrived" }, NINE + 1)));
  assert(isWaitingNews(waiting, step(waiting, { type: "left" }, NINE + 1)));
  assert(isWaitingNews(waiting, step(waiting, { type: "postponed", until: NINE + 1 }, NINE)));
  assert(isWaitingNews(at("away"), step(at("away"), { type: "seen" }, NINE + WAITING_LEASE_MS)));
});
