import type { Translation } from "../../text.ts";
import type { gallery as english } from "../en/gallery.ts";

/** What the pictures and files of a conversation are shown with. */
export const gallery: Translation<typeof english> = {
  open: "Bilder und Dateien",
  close: "Schließen",
  pictures: "Bilder",
  files: "Dateien und Sprachnachrichten",
  loading: "Wird geladen …",
  failed: "Das konnte nicht geladen werden.",
  retry: "Noch einmal versuchen",
  more: "Ältere anzeigen",
  none: "Noch keine Bilder oder Dateien",
  none_text: "Was in diesem Gespräch gesendet wird, ist hier gesammelt.",
  you: "Sie",
  larger: "{name}, größer anzeigen",
  checking: "Wird auf Viren geprüft",
  infected: "Gesperrt: In dieser Datei wurde ein Virus gefunden",
};
