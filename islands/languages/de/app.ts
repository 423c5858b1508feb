import type { app as english } from "../en/app.ts";
import type { Translation } from "../../text.ts";

export const app: Translation<typeof english> = {
  description: "Videosprechstunden mit Ihrer Praxis",
  history: "Ihre Anrufe",
  account: "Ihr Konto",
  offline_title: "Keine Verbindung",
  offline_text: "Carewire erreicht die Praxis gerade nicht. Ihre Termine und Nachrichten sind sicher.",
  offline_check: "Bitte prüfen Sie, ob WLAN oder mobile Daten eingeschaltet sind und der Flugmodus aus ist.",
  offline_wait: "Wir versuchen es weiter. Die Seite kommt von selbst zurück.",
  offline_urgent:
    "Wenn es eilt, rufen Sie Ihre Praxis bitte per Telefon an. Im Notfall wählen Sie den Notruf.",
  try_now: "Jetzt versuchen",
  new_version: "Es gibt eine neue Version dieser Seite.",
  reload: "Jetzt laden",
  later: "Später",
  missed: { one: "{count} verpasster Anruf", other: "{count} verpasste Anrufe" },
};
