import type { Translation } from "../../text.ts";
import type { day as english } from "../en/day.ts";

export const day: Translation<typeof english> = {
  title: "Termine",
  week: "Tage der Woche",
  before: "Woche davor",
  after: "Woche danach",
  today: "Heute",
  planned: { one: "{count} Termin", other: "{count} Termine" },
  none: "An diesem Tag ist nichts geplant",
  none_text: "Wählen Sie einen anderen Tag oder planen Sie einen Termin.",
  cut: "In dieser Woche sind mehr Termine, als diese Seite zeigen kann.",
};
