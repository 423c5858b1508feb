import type { Translation } from "../../text.ts";
import type { placing as english } from "../en/placing.ts";

/** What is said while a call is being placed. */
export const placing: Translation<typeof english> = {
  explain_title: "Bevor Sie {name} anrufen",
  explain_video: "Damit {name} Sie sehen und hören kann, fragt Ihr Browser nach Kamera und Mikrofon.",
  explain_voice: "Damit {name} Sie hören kann, fragt Ihr Browser nach dem Mikrofon.",
  explain_promise: "Sie werden nur während eines Gesprächs benutzt.",
  allow: "Weiter",
  asking_title: "Bitte erlauben Sie den Zugriff",
  asking: "Ihr Browser fragt. Wählen Sie „Zulassen“, um {name} anzurufen.",
  cancel: "Abbrechen",
  close: "Schließen",
  try_again: "Noch einmal versuchen",
  voice_instead: "Lieber Sprachanruf",
  denied: "Ihr Browser sperrt Kamera oder Mikrofon für diese Seite.",
  denied_help:
    "Öffnen Sie die Website-Einstellungen neben der Adresse, erlauben Sie beides und versuchen Sie es noch einmal.",
  missing: "Keine Kamera und kein Mikrofon gefunden.",
  missing_help: "Schließen Sie etwas an oder schalten Sie es ein, und versuchen Sie es noch einmal.",
  in_use: "Kamera oder Mikrofon lassen sich nicht starten.",
  in_use_help:
    "Vielleicht benutzt sie ein anderes Programm. Schließen Sie es und versuchen Sie es noch einmal.",
  insecure: "Diese Seite wurde nicht über eine sichere Verbindung geladen.",
  insecure_help: "Browser geben Kamera und Mikrofon nur sicheren Seiten. Öffnen Sie die Adresse mit https.",
  other: "Kamera oder Mikrofon konnten nicht gestartet werden.",
  other_help: "Versuchen Sie es noch einmal. Wenn es so bleibt, starten Sie den Browser neu.",
  problem_title: "Noch kein Gespräch",
  busy: "{name} ist in einem anderen Gespräch. Versuchen Sie es in einigen Minuten noch einmal.",
  not_found: "Zu diesem Termin kann nicht mehr angerufen werden. Laden Sie die Seite neu.",
  rate_limited: "Zu viele Anrufe in kurzer Zeit. Warten Sie eine Minute und versuchen Sie es noch einmal.",
  failed: "Der Anruf kam nicht zustande. Bitte versuchen Sie es noch einmal.",
};
