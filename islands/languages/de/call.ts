import type { Translation } from "../../text.ts";
import type { call as english } from "../en/call.ts";

/** Words for calls in lists. */
export const call: Translation<typeof english> = {
  video: "Videoanruf",
  voice: "Sprachanruf",
  incoming: "Eingehend",
  outgoing: "Ausgehend",
  live: "Läuft gerade",
  talked: "Angenommen",
  unanswered: "Keine Antwort",
  missed: "Verpasst",
  declined: "Abgelehnt",
  you_declined: "Von Ihnen abgelehnt",
  busy: "War in einem anderen Gespräch",
  you_were_busy: "Verpasst, während Sie in einem anderen Gespräch waren",
  cancelled: "Abgebrochen, bevor Sie annahmen",
  you_cancelled: "Von Ihnen abgebrochen",
  not_connected: "Keine Verbindung möglich",
  cut_off: "Abgerissen",
  time_limit: "Höchstdauer erreicht",
  erased: "Gelöscht",
};
