import type { Translation } from "../../text.ts";
import type { files as english } from "../en/files.ts";

/** The texts around files before they are sent, and around pictures that are looked at. */
export const files: Translation<typeof english> = {
  tray: "Dateien zum Senden",
  remove: "{name} entfernen",
  send_as: "Senden als",
  as_file: "Datei",
  as_prescription: "Rezept",
  as_report: "Befund",
  title_prescription: "Titel des Rezepts",
  title_report: "Titel des Befunds",
  problem_empty: "„{name}“ ist leer.",
  problem_too_large: "„{name}“ ist zu groß: Höchstens {size} können gesendet werden.",
  problem_unsupported_type:
    "„{name}“ kann nicht gesendet werden. Bilder (JPEG, PNG, WebP, GIF), PDF, Word, Excel, Text, Ton und DICOM-Dateien können es.",
  problem_too_many: "„{name}“ ist eine zu viel: Höchstens {count} Dateien passen in eine Nachricht.",
  news_uploading: { one: "{count} Datei wird hochgeladen", other: "{count} Dateien werden hochgeladen" },
  news_uploaded: "{name} wurde hochgeladen.",
  news_failed: "{name}: {why}",
  recorder: "Sprachnachricht",
  recorder_asking: "Ihr Browser fragt nach dem Mikrofon. Bitte erlauben Sie es.",
  recorder_recording: "Aufnahme läuft. Drücken Sie „Stopp“, wenn Sie fertig sind.",
  recorder_finishing: "Einen Moment …",
  recorder_left: { one: "noch {count} Sekunde", other: "noch {count} Sekunden" },
  recorder_done: "Aufgenommen: {length}. Hören Sie es an, dann senden oder löschen Sie es.",
  recorder_limit:
    "Fünf Minuten sind voll: {length} aufgenommen. Hören Sie es an, dann senden oder löschen Sie es.",
  recorder_in_visit:
    "{names} hört Sie in der Sprechstunde, während Sie aufnehmen. Schalten Sie sich dort stumm, wenn Sie das nicht möchten.",
  level: "Lautstärke",
  stop: "Stopp",
  cancel: "Abbrechen",
  close: "Schließen",
  delete: "Löschen",
  send: "Sprachnachricht senden",
  try_again: "Noch einmal versuchen",
  download: "Herunterladen",
};
