import type { push as english } from "../en/push.ts";
import type { Translation } from "../../text.ts";

export const push: Translation<typeof english> = {
  title: "Anrufe auf diesem Gerät",
  label: "Auf diesem Gerät auch klingeln, wenn die Seite geschlossen ist",
  why: "Dann müssen Sie Carewire nicht offen lassen, während Sie auf einen Anruf warten.",
  privacy: "Die Mitteilung nennt nur, wer anruft, und nichts über Ihre Gesundheit.",
  turn_on: "Klingeln einschalten",
  turn_off: "Ausschalten",
  not_now: "Jetzt nicht",
  checking: "Dieses Gerät wird geprüft …",
  asking: "Bitte beantworten Sie die Frage Ihres Browsers.",
  on: "Dieses Gerät klingelt, wenn Sie angerufen werden.",
  ends: "Das endet, wenn Sie sich hier abmelden.",
  quiet: "„Nicht stören“ ist an, deshalb klingelt es gerade nicht.",
  try: "Ausprobieren",
  tried:
    "Eine Mitteilung ist unterwegs. Wenn Sie keine sehen, prüfen Sie bitte die Lautstärke und die Mitteilungen dieses Geräts.",
  try_failed: "Das hat nicht geklappt. Bitte prüfen Sie die Verbindung und versuchen Sie es noch einmal.",
  failed: "Das ließ sich nicht ändern. Bitte prüfen Sie die Verbindung und versuchen Sie es noch einmal.",
  refused: "Mitteilungen sind in diesem Browser gesperrt, deshalb kann er nicht klingeln.",
  refused_chrome:
    "Tippen Sie auf das Zeichen links neben der Adresse, dann auf „Berechtigungen“ oder „Website-Einstellungen“, und erlauben Sie Benachrichtigungen.",
  refused_firefox:
    "Tippen Sie auf das Schloss links neben der Adresse und heben Sie die Sperre für Benachrichtigungen auf.",
  refused_safari:
    "Öffnen Sie die Einstellungen, dann Mitteilungen, suchen Sie diese Seite oder Carewire und erlauben Sie Mitteilungen.",
  refused_other:
    "Öffnen Sie die Einstellungen Ihres Browsers, suchen Sie Benachrichtigungen und erlauben Sie sie für diese Seite.",
  refused_then: "Kommen Sie danach auf diese Seite zurück.",
  unsupported:
    "Dieser Browser kann nicht klingeln, wenn die Seite geschlossen ist. Bitte lassen Sie die Seite offen, wenn Sie einen Anruf erwarten.",
  needs_install: "Auf iPhone und iPad geht das, sobald Carewire auf dem Home-Bildschirm liegt.",
  install_title: "Carewire auf den Startbildschirm legen",
  install_why: "Dann öffnet es sich wie eine App, mit einem Tippen.",
  install: "Auf den Startbildschirm legen",
  installed: "Carewire liegt auf dem Startbildschirm dieses Geräts.",
  install_ios:
    "Tippen Sie auf das Teilen-Zeichen am Rand des Bildschirms, dann auf „Zum Home-Bildschirm“. Öffnen Sie Carewire danach von dort.",
  install_menu:
    "Öffnen Sie das Menü Ihres Browsers und wählen Sie „Installieren“ oder „Zum Startbildschirm hinzufügen“.",
};
