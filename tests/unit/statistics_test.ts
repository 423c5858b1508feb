import { dateIn, dayAfter, daysFrom, isZone, lastDays, mondayOf } from "../../realtime/core/days.ts";
import { type DayTally, fillDays, sumOf, totalsOf } from "../../realtime/core/statistics.ts";
import { assertEquals } from "../support/assert.ts";

const hours = (zone: string, now: string, count: number) => {
  const days = lastDays(count + 1, Date.parse(now), zone);
  return days.slice(1).map((
    { date, start },
    n,
  ) => [days[n]?.date, (start - (days[n]?.start ?? 0)) / 3_600_000, date]);
};
const startOf = (zone: string, now: string) =>
  new Date(lastDays(1, Date.parse(now), zone)[0]?.start ?? 0).toISOString();

Deno.test("lastDays() ends with today and begins each day where it begins there [STAT-3]", () => {
  assertEquals(lastDays(3, Date.parse("2026-03-01T00:00:00.000Z"), "UTC"), [
    { date: "2026-02-27", start: Date.parse("2026-02-27T00:00:00.000Z") },
    { date: "2026-02-28", start: Date.parse("2026-02-28T00:00:00.000Z") },
    { date: "2026-03-01", start: Date.parse("2026-03-01T00:00:00.000Z") },
  ]);
  // Half past eleven in the evening in UTC is tomorrow in Berlin.
  assertEquals(startOf("Europe/Berlin", "2026-03-01T23:30:00.000Z"), "2026-03-01T23:00:00.000Z");
  assertEquals(startOf("Asia/Kathmandu", "2026-03-01T12:00:00.000Z"), "2026-02-28T18:15:00.000Z");
});

Deno.test("lastDays() knows days of 23 and 25 hours, and those without a midnight [STAT-3]", () => {
  assertEquals(hours("Europe/Berlin", "2026-03-30T10:00:00.000Z", 2), [
    ["2026-03-28", 24, "2026-03-29"],
    ["2026-03-29", 23, "2026-03-30"],
  ]);
  assertEquals(hours("Europe/Berlin", "2026-10-26T10:00:00.000Z", 1), [["2026-10-25", 25, "2026-10-26"]]);
  // In Cairo clocks go from 24:00 to 1:00, so that the last Friday of April begins at one.
  assertEquals(startOf("Africa/Cairo", "2025-04-25T12:00:00.000Z"), "2025-04-24T22:00:00.000Z");
  assertEquals(hours("Africa/Cairo", "2025-04-26T12:00:00.000Z", 2).map(([, length]) => length), [24, 23]);
});

Deno.test("isZone() takes names of the tz database only [STAT-3]", () => {
  const names = ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+5", "Pacific/Auckland"];
  assertEquals(names.filter((name) => !isZone(name)), []);
  assertEquals(["", "+01:00", "Nowhere/Land", "Europe/Berlin'", "../etc", "Europe/"].filter(isZone), []);
});

const NONE: DayTally = {
  day: 0,
  total: 0,
  answered: 0,
  completed: 0,
  missed: 0,
  declined: 0,
  cancelled: 0,
  busy: 0,
  failed: 0,
  video: 0,
  voice: 0,
  ended: 0,
  seconds: 0,
  rttP50: null,
  rttP95: null,
};

Deno.test("fillDays() shows every day once, in order, also those without a call [STAT-3]", () => {
  const days = lastDays(7, Date.parse("2026-03-31T10:00:00.000Z"), "Europe/Berlin");
  const filled = fillDays(days, [
    { ...NONE, day: 5, total: 4, completed: 2, ended: 2, seconds: 31, rttP50: 40, rttP95: 70 },
    { ...NONE, day: 0, total: 1, missed: 1 },
  ]);
  assertEquals(filled.map((one) => one.date), [25, 26, 27, 28, 29, 30, 31].map((day) => `2026-03-${day}`));
  assertEquals(filled.map((one) => one.total_calls), [1, 0, 0, 0, 0, 4, 0]);
  assertEquals([filled[5]?.average_duration, filled[5]?.rtt_p50, filled[5]?.rtt_p95], [15.5, 40, 70]);
  assertEquals(Object.hasOwn(filled[0] ?? {}, "rtt_p50"), false);
});

Deno.test("totalsOf() adds days up and divides by calls that were connected [STAT-1]", () => {
  const totals = totalsOf(sumOf([
    { ...NONE, total: 3, answered: 2, completed: 2, ended: 1, seconds: 100, video: 3 },
    { ...NONE, day: 1, total: 1, answered: 1, completed: 1, ended: 1, seconds: 51, voice: 1 },
  ]));
  assertEquals([totals.total_calls, totals.completed_calls, totals.average_duration], [4, 3, 75.5]);
  assertEquals([totals.video_calls, totals.voice_calls, totals.answered_rate], [3, 1, 0.75]);
  const none = totalsOf(sumOf([]));
  assertEquals([none.total_calls, none.average_duration, none.answered_rate], [0, 0, null]);
});

Deno.test("daysFrom() begins each day of a week where it begins there, also when clocks change [DAY-1]", () => {
  const week = daysFrom(mondayOf("2026-03-29"), 8, "Europe/Berlin");
  assertEquals([week[0]?.date, week[6]?.date, week[7]?.date], ["2026-03-23", "2026-03-29", "2026-03-30"]);
  const iso = (index: number) => new Date(week[index]!.start).toISOString();
  assertEquals([iso(0), iso(6), iso(7)], [
    "2026-03-22T23:00:00.000Z",
    "2026-03-28T23:00:00.000Z",
    "2026-03-29T22:00:00.000Z",
  ]);
});

Deno.test("mondayOf(), dayAfter() and dateIn() know the calendar [DAY-1]", () => {
  assertEquals(["2026-03-30", "2026-03-29", "2024-03-01"].map(mondayOf), [
    "2026-03-30",
    "2026-03-23",
    "2024-02-26",
  ]);
  assertEquals([dayAfter("2024-02-28", 1), dayAfter("2026-01-01", -1)], ["2024-02-29", "2025-12-31"]);
  const late = Date.parse("2026-03-04T23:30:00.000Z");
  assertEquals([dateIn(late, "UTC"), dateIn(late, "Europe/Berlin")], ["2026-03-04", "2026-03-05"]);
});
