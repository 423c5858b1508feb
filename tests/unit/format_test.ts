import assert from "node:assert/strict";
import { daysBetween, formatClock, formatDay, formatDuration, isZone } from "../../islands/format.ts";
import { formatStopwatch } from "../../islands/stopwatch.ts";

const NOON = Date.parse("2026-11-23T12:00:00.000Z");
const HOUR_MS = 3_600_000;

Deno.test("formatClock() writes the time of the reader's zone, and says UTC while that is unknown [UI-3]", () => {
  assert.equal(formatClock(NOON, "Europe/Berlin"), "13:00");
  assert.equal(formatClock(NOON, "Asia/Kolkata"), "17:30");
  assert.equal(formatClock(NOON, ""), "12:00 UTC");
});

Deno.test("formatDay() names the day as seen from the reader's own midnight [UI-3]", () => {
  const late = Date.parse("2026-11-23T23:30:00.000Z");
  assert.equal(formatDay(late, NOON, "UTC"), "Today");
  assert.equal(formatDay(late, NOON, "Europe/Berlin"), "Tomorrow");
  assert.equal(formatDay(NOON - 24 * HOUR_MS, NOON, "UTC"), "Yesterday");
  assert.equal(formatDay(NOON + 72 * HOUR_MS, NOON, "UTC"), "Thursday");
  assert.equal(formatDay(NOON - 72 * HOUR_MS, NOON, "UTC"), "Fri 20 Nov");
  assert.equal(formatDay(NOON + 365 * 24 * HOUR_MS, NOON, "UTC"), "23 Nov 2027");
});

Deno.test("daysBetween() counts calendar days, also over a change of the clocks", () => {
  const before = Date.parse("2026-10-24T22:30:00.000Z");
  const after = Date.parse("2026-10-25T23:30:00.000Z");
  assert.equal(daysBetween(before, after, "Europe/Berlin"), 1);
  assert.equal(daysBetween(after, before, "Europe/Berlin"), -1);
});

Deno.test("formatDuration() rounds down to what people say", () => {
  const said = [0, 59, 60, 754, 3_600, 3_900].map(formatDuration);
  assert.deepEqual(said, ["0 seconds", "59 seconds", "1 minute", "12 minutes", "1 hour", "1 hour 5 minutes"]);
});

Deno.test("formatStopwatch() runs like a clock and never below zero", () => {
  assert.deepEqual([-3, 7, 760, 3_723].map(formatStopwatch), ["0:00", "0:07", "12:40", "1:02:03"]);
});

Deno.test("isZone() knows IANA names and nothing else", () => {
  assert.deepEqual(["Europe/Berlin", "UTC", "", "Mars/Base", "<b>"].map(isZone), [
    true,
    true,
    false,
    false,
    false,
  ]);
});
