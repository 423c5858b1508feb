import type { Translation } from "../../text.ts";
import type { join as english } from "../en/join.ts";

/** What the page of an invitation link says. */
export const join: Translation<typeof english> = {
  title: "Ihre Videosprechstunde",
  looking: "Einen Moment …",
  with: "mit",
  until: "bis {time}",
  open_title: "Ihre Sprechstunde ist geöffnet",
  open_text: "Treten Sie ein und warten Sie drinnen. Dort werden Sie angerufen, oder Sie rufen selbst an.",
  name: "Ihr Name",
  name_hint: "Damit alle wissen, wer Sie sind.",
  name_missing: "Bitte geben Sie Ihren Namen ein.",
  enter_as: "Sie treten als {name} ein.",
  enter: "Eintreten",
  entering: "Sie treten ein …",
  camera_promise: "Kamera und Mikrofon bleiben aus, bis Sie im Gespräch sind.",
  not_entered: "Das hat nicht geklappt: Es gibt keine Verbindung. Bitte versuchen Sie es noch einmal.",
  signed_in: "{name} ist in diesem Browser angemeldet. Wenn Sie eintreten, endet das hier.",
  too_early_title: "Sie sind früh dran",
  too_early_text:
    "Die Sprechstunde öffnet eine halbe Stunde vor Beginn. Lassen Sie diese Seite offen: Es öffnet sich von selbst.",
  opens: "Öffnet",
  opens_in: "Öffnet in",
  over_title: "Diese Sprechstunde ist vorbei",
  over_text: "Wenn Sie noch Hilfe brauchen, bitten Sie Ihre Praxis um einen neuen Termin.",
  cancelled_title: "Dieser Termin wurde abgesagt",
  cancelled_text: "Niemand erwartet Sie. Wenn Sie davon nichts wussten, fragen Sie bitte Ihre Praxis.",
  already_open_title: "Die Sprechstunde ist anderswo geöffnet",
  already_open_text:
    "Sie ist auf einem anderen Gerät oder in einem anderen Fenster offen. Wenn Sie hier weitermachen, wird sie dort geschlossen.",
  continue_here: "Hier weitermachen",
  unknown_title: "Dieser Link funktioniert nicht",
  unknown_text:
    "Vielleicht fehlt ein Teil davon, oder Ihre Praxis hat ihn zurückgezogen. Öffnen Sie den Link in Ihrer Nachricht noch einmal; hilft das nicht, bitten Sie Ihre Praxis um einen neuen.",
  no_link_title: "Öffnen Sie den Link in Ihrer Nachricht",
  no_link_text:
    "In Ihre Sprechstunde kommen Sie mit dem Link, den Ihre Praxis Ihnen geschickt hat. Sie brauchen kein Konto.",
  unreachable_title: "Keine Verbindung",
  unreachable_text: "Die Praxis ist nicht erreichbar. Wir versuchen es wieder, sobald Sie online sind.",
  limited_title: "Zu viele Versuche",
  limited_text:
    "Von hier wurden zu viele Links geöffnet, die nicht funktionieren. Bitte warten Sie eine Viertelstunde.",
  try_again: "Noch einmal versuchen",
  entered: "Sie sind drin. Wird geladen …",
  no_script_title: "JavaScript ist ausgeschaltet",
  no_script_text:
    "Eine Videosprechstunde braucht es. Schalten Sie JavaScript für diese Seite in den Einstellungen Ihres Browsers ein, oder öffnen Sie den Link in einem anderen Browser, und laden Sie die Seite neu.",
};
