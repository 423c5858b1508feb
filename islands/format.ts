import { formatNumber, locale } from "./text.ts";

const DAY_MS = 86_400_000;
/** From how many days on a day is named by its date instead of its weekday. */
const WEEKDAY_DAYS = 7;

/** Of dates that are only ever compared. */
const KEY_LOCALE = "en-GB";

const formats = new Map<string, Intl.DateTimeFormat>();
const relativeDays = new Map<string, Intl.RelativeTimeFormat>();

/** Shapes in which a moment can be written. */
const SHAPES = {
  clock: { hour: "2-digit", minute: "2-digit" },
  weekday: { weekday: "long" },
  weekday_short: { weekday: "short" },
  calendar_day: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  date: { weekday: "short", day: "numeric", month: "short" },
  date_year: { day: "numeric", month: "short", year: "numeric" },
  full: { dateStyle: "full", timeStyle: "short" },
  key: { year: "numeric", month: "2-digit", day: "2-digit" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** Whether this is the name of a time zone. */
export function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat(KEY_LOCALE, { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** "14:30". An empty `zone` means that it is not known yet: UTC, and said so. */
export function formatClock(at: number, zone: string): string {
  const text = format("clock", at, zone);
  return zone === "" ? `${text} UTC` : text;
}

/** "Today", "Tomorrow", "Thursday", "Mon 24 Nov", "3 Feb 2027": the shortest that leaves no doubt at `now`. */
export function formatDay(at: number, now: number, zone: string): string {
  const days = daysBetween(now, at, zone);
  if (Math.abs(days) <= 1) return capital(relativeDay(days));
  if (days > 0 && days < WEEKDAY_DAYS) return capital(format("weekday", at, zone));
  return capital(format(yearOf(at, zone) === yearOf(now, zone) ? "date" : "date_year", at, zone));
}

/** "Monday 24 November 2026 at 14:30": for tooltips. */
export function formatFull(at: number, zone: string): string {
  return format("full", at, zone);
}

/** A date of the calendar, whatever the zone: "Wednesday 25 November 2026". */
export function formatDate(date: string): string {
  return capital(format("calendar_day", Date.parse(date), "UTC"));
}

/** The day of the week of a date: "Wed". */
export function formatWeekday(date: string): string {
  return format("weekday_short", Date.parse(date), "UTC");
}

/** How long something took: "45 seconds", "12 minutes", "1 hour 5 minutes". */
export function formatDuration(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return inUnit(Math.floor(seconds), "second");
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const parts = [hours > 0 && inUnit(hours, "hour"), (rest > 0 || hours === 0) && inUnit(rest, "minute")];
  return parts.filter(Boolean).join(" ");
}

/** Calendar days from one moment to another in this zone; yesterday is −1. */
export function daysBetween(from: number, to: number, zone: string): number {
  return Math.round((midnight(to, zone) - midnight(from, zone)) / DAY_MS);
}

function midnight(at: number, zone: string): number {
  const [day, month, year] = format("key", at, zone).split("/").map(Number);
  return Date.UTC(year ?? 0, (month ?? 1) - 1, day);
}

function yearOf(at: number, zone: string): number {
  return new Date(midnight(at, zone)).getUTCFullYear();
}

function format(shape: keyof typeof SHAPES, at: number, zone: string): string {
  const own = shape === "key" ? KEY_LOCALE : locale();
  const key = `${own} ${shape} ${zone}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(own, { ...SHAPES[shape], timeZone: zone || "UTC" });
    formats.set(key, made);
  }
  return made.format(at);
}

function inUnit(value: number, unit: "second" | "minute" | "hour"): string {
  return formatNumber(value, { style: "unit", unit, unitDisplay: "long" });
}

function relativeDay(days: number): string {
  let made = relativeDays.get(locale());
  if (!made) relativeDays.set(locale(), made = new Intl.RelativeTimeFormat(locale(), { numeric: "auto" }));
  return made.format(days, "day");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
