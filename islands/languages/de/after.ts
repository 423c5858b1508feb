import type { Translation } from "../../text.ts";
import type { after as english } from "../en/after.ts";

/** What is said after a visit: who was there, what was shared, and how it was. */
export const after: Translation<typeof english> = {
  there: "Wer dabei war",
  shared: "In diesem Gespräch geteilt",
  shared_more: "Alle Bilder und Dateien",
  quote: "Wenn Sie uns danach fragen, nennen Sie bitte diese Nummer: {number}",
  rate_title: "Wie war dieses Gespräch?",
  rate_hint: "Ihre Antwort sieht nur die Klinik.",
  star_1: "Sehr schlecht",
  star_2: "Schlecht",
  star_3: "In Ordnung",
  star_4: "Gut",
  star_5: "Sehr gut",
  comment: "Möchten Sie mehr dazu sagen?",
  comment_hint: "Sie können das leer lassen.",
  send: "Absenden",
  skip: "Jetzt nicht",
  missing: "Bitte wählen Sie eine der fünf Antworten.",
  thanks: "Danke! Ihre Antwort: {answer}",
  change: "Ändern",
  failed: "Das hat nicht geklappt. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.",
  too_late: "Dieses Gespräch ist zu lange her, um es zu bewerten.",
};
