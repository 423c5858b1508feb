import { locale } from "../../islands/text.ts";

/** A unit as `Intl.NumberFormat` names it. */
type Unit = "millisecond" | "second" | "percent" | "kilobit-per-second";

/** How a measure is written: its unit, and the most digits after the point. */
export type Writing = readonly [unit: Unit, digits: number];

/** Writes a number with its unit as the reader's language does. */
export function inUnit(...[unit, digits]: Writing): (value: number) => string {
  const format = new Intl.NumberFormat(locale(), {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: digits,
  });
  return (value) => format.format(value);
}

/** Writes a whole number. */
export function count(value: number): string {
  return new Intl.NumberFormat(locale(), { maximumFractionDigits: 1 }).format(value);
}

/** Writes a share of 1 as percent. */
export function share(value: number): string {
  return new Intl.NumberFormat(locale(), { style: "percent", maximumFractionDigits: 1 }).format(value);
}

/** Writes a day of the calendar (`2026-03-29`). */
export function dayName(date: string, form: "short" | "long" = "short"): string {
  return new Intl.DateTimeFormat(locale(), {
    ...(form === "long" && { weekday: "short" }),
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  }).format(Date.parse(date));
}

/** The first, the middle and the last of many. */
export function ends(names: readonly string[]): string[] {
  if (names.length < 3) return [...names];
  return [names[0]!, names[Math.floor((names.length - 1) / 2)]!, names.at(-1)!];
}
