import type { Translation } from "../../text.ts";
import type { history as english } from "../en/history.ts";

/** What the history page says. */
export const history: Translation<typeof english> = {
  title: "Anrufliste",
  total: { one: "{count} Anruf", other: "{count} Anrufe" },
  filter: "Liste eingrenzen",
  call_type: "Art",
  any_type: "Video und Sprache",
  video: "Videoanrufe",
  voice: "Sprachanrufe",
  status: "Ergebnis",
  any_status: "Jedes Ergebnis",
  ended: "Beendet",
  missed: "Verpasst",
  failed: "Fehlgeschlagen",
  apply: "Zeigen",
  reset: "Alle zeigen",
  with: "Mit",
  kind: "Art",
  result: "Ergebnis",
  duration: "Dauer",
  when: "Wann",
  details: "Was in diesem Anruf geschah",
  none: "Noch keine Anrufe",
  none_text: "Ihre Video- und Sprachanrufe erscheinen hier.",
  none_match: "Kein passender Anruf",
  none_match_text: "Versuchen Sie eine andere Art oder ein anderes Ergebnis.",
  pages: "Seiten der Anrufliste",
  newer: "Neuere",
  older: "Ältere",
  page_of: "Seite {page} von {pages}",
};
