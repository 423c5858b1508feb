import type { Translation } from "../../text.ts";
import type { waiting as english } from "../en/waiting.ts";

/** Wie `en/waiting.ts`, auf Deutsch. */
export const waiting: Translation<typeof english> = {
  title: "Wartezimmer",
  until: "bis {time}",
  entering: "Einen Moment …",
  entering_text: "Wir sagen {name}, dass Sie da sind.",
  next: "Sie sind als Nächstes dran",
  before: { one: "{count} Person vor Ihnen", other: "{count} Personen vor Ihnen" },
  here: "{name} ist da und ruft Sie bald an.",
  busy: "{name} ist gerade bei jemand anderem.",
  away: "{name} ist kurz weg.",
  not_here: "{name} ist noch nicht da.",
  how:
    "{name} ruft Sie hier an; Sie hören es klingeln. Lassen Sie diese Seite offen, und machen Sie inzwischen ruhig etwas anderes.",
  since: "Sie sind seit {time} hier.",
  postponed: "{name} braucht noch etwas: etwa bis {time}.",
  missed:
    "{name} hat Sie um {time} angerufen, und Sie haben nicht abgenommen. Sie behalten Ihren Platz und werden wieder angerufen.",
  offline:
    "Im Moment gibt es keine Verbindung. Wir versuchen es von selbst wieder; Ihr Platz bleibt Ihnen einige Minuten erhalten.",
  quiet:
    "„Nicht stören“ ist an: Hier klingelt kein Anruf. Schalten Sie es mit der Glocke oben auf der Seite aus.",
  sound_on: "Ton ist an",
  sound_off: "Ton einschalten",
  check: "Kamera und Ton prüfen",
  write: "An {name} schreiben",
  write_unread: { one: "{count} neue Nachricht von {name}", other: "{count} neue Nachrichten von {name}" },
  leave: "Ich kann nicht länger warten",
  leave_title: "Das Wartezimmer verlassen?",
  leave_text:
    "{name} sieht, dass Sie gegangen sind. Wenn Sie innerhalb von 15 Minuten wiederkommen, haben Sie Ihren Platz noch.",
  leave_yes: "Verlassen",
  leave_no: "Weiter warten",
  leave_failed: "Das hat nicht geklappt: Es gibt keine Verbindung. Bitte versuchen Sie es noch einmal.",
  left_title: "Sie haben das Wartezimmer verlassen",
  left_text:
    "{name} kann das sehen. Kommen Sie wieder herein, wenn Sie doch Zeit haben, oder bitten Sie Ihre Praxis um einen anderen Termin.",
  come_back: "Wieder hereinkommen",
  not_come_title: "Sie wurden hier nicht erreicht",
  not_come_text:
    "{name} konnte Sie nicht erreichen und macht mit jemand anderem weiter. Wenn Sie jetzt da sind, sagen Sie es bitte.",
  i_am_here: "Ich bin da",
  admitted_title: "Sie wurden hereingerufen",
  admitted_text:
    "Ihr Gespräch hat begonnen, hier oder auf einem anderen Gerät von Ihnen. Wenn es zu früh zu Ende war, warten Sie hier noch einmal.",
  wait_again: "Noch einmal warten",
  too_early_title: "Sie sind früh dran",
  too_early_text:
    "Das Wartezimmer öffnet eine halbe Stunde vor dem Termin. Lassen Sie diese Seite offen: Es öffnet sich von selbst.",
  over_title: "Dieser Termin ist vorbei",
  over_text:
    "Wenn Sie noch Hilfe brauchen, schreiben Sie an {name} oder bitten Sie Ihre Praxis um einen neuen Termin.",
  cancelled_title: "Dieser Termin wurde abgesagt",
  cancelled_text: "Niemand erwartet Sie. Wenn Sie das nicht wussten, fragen Sie bitte Ihre Praxis.",
  home: "Zur Startseite",
  tab_next: "Sie sind dran",
  tab_before: { one: "{count} vor Ihnen", other: "{count} vor Ihnen" },
  tab_offline: "Keine Verbindung",
  no_script:
    "Das Wartezimmer braucht JavaScript. Schalten Sie es in den Einstellungen Ihres Browsers für diese Seite ein.",
};
