import type { Texts } from "../../text.ts";

/** What the page of one day's appointments says. */
export const day = {
  title: "Appointments",
  week: "Days of the week",
  before: "The week before",
  after: "The week after",
  today: "Today",
  planned: { one: "{count} visit", other: "{count} visits" },
  none: "Nothing is planned on this day",
  none_text: "Choose another day, or plan a visit.",
  cut: "There are more visits in this week than this page can show.",
} as const satisfies Texts;
