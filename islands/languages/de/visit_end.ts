import type { Translation } from "../../text.ts";
import type { visit_end as english } from "../en/visit_end.ts";

/** What is left to say when a visit is over. */
export const visit_end: Translation<typeof english> = {
  call_again: "Noch einmal anrufen",
  calling_again: "Wird angerufen …",
  call_again_busy: "{name} ist in einem anderen Gespräch. Versuchen Sie es später noch einmal.",
  call_again_failed: "Der Anruf kam nicht zustande. Bitte versuchen Sie es noch einmal.",
  home: "Zur Startseite",
  conversation: "Unterhaltung öffnen",
  summary_title: "Ihre Sprechstunde mit {name}",
  summary_title_call: "Gespräch mit {name}",
  summary_when: "Wann",
  summary_kind: "Art",
  summary_video: "Mit Video",
  summary_voice: "Nur Ton",
  summary_duration: "Dauer",
  summary_how: "Ende",
  end_live: "Die Sprechstunde ist vorbei.",
  end_talked: "Die Sprechstunde ist beendet.",
  end_unanswered: "{name} hat nicht geantwortet.",
  end_missed: "Sie haben diesen Anruf verpasst.",
  end_declined: "{name} hat den Anruf abgelehnt.",
  end_you_declined: "Sie haben den Anruf abgelehnt.",
  end_busy: "{name} war in einem anderen Gespräch.",
  end_you_were_busy: "Sie waren in einem anderen Gespräch.",
  end_cancelled: "{name} hat den Anruf abgebrochen.",
  end_you_cancelled: "Sie haben den Anruf abgebrochen.",
  end_not_connected: "Zwischen den beiden Geräten kam keine Verbindung zustande.",
  end_cut_off: "Die Verbindung ist abgerissen.",
  end_time_limit: "Die Sprechstunde hat die Höchstdauer erreicht.",
  end_erased: "Die Aufzeichnungen zu dieser Sprechstunde wurden gelöscht.",
};
