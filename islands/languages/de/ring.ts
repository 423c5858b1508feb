import type { Translation } from "../../text.ts";
import type { ring as english } from "../en/ring.ts";

/** What the bell and the banner above every page say. */
export const ring: Translation<typeof english> = {
  incoming_video: "Eingehender Videoanruf",
  incoming_voice: "Eingehender Sprachanruf",
  title: "{name} ruft an",
  someone: "Jemand",
  accept: "Annehmen",
  accept_voice: "Nur mit Ton annehmen",
  decline: "Ablehnen",
  notices: "Hinweise",
  dismiss: "Ausblenden",
  answered_elsewhere: "Sie haben den Anruf von {name} auf einem anderen Gerät angenommen.",
  declined_elsewhere: "Sie haben den Anruf auf einem anderen Gerät abgelehnt.",
  cancelled: "{name} hat aufgelegt, bevor Sie annahmen.",
  missed: "Sie haben einen Anruf von {name} verpasst.",
  reconnecting: "Wir verbinden neu …",
  reconnecting_help: "Bis dahin können Anrufe Sie nicht erreichen.",
  given_up: "Es gibt keine Verbindung zur Praxis.",
  signed_out: "Sie wurden abgemeldet.",
  replaced: "Diese Seite wurde in einem anderen Fenster noch einmal geöffnet.",
  unsent: {
    one: "{count} Nachricht wartet darauf, gesendet zu werden.",
    other: "{count} Nachrichten warten darauf, gesendet zu werden.",
  },
  sign_out_unsent: {
    one: "{count} Nachricht wurde noch nicht gesendet. Wenn Sie sich jetzt abmelden, wird sie gelöscht.",
    other:
      "{count} Nachrichten wurden noch nicht gesendet. Wenn Sie sich jetzt abmelden, werden sie gelöscht.",
  },
  try_again: "Noch einmal versuchen",
  try_now: "Jetzt versuchen",
  sign_in: "Anmelden",
  open_invitation: "Einladung öffnen",
  use_here: "Dieses Fenster benutzen",
};
