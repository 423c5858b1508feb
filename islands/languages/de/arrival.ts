import type { Translation } from "../../text.ts";
import type { arrival as english } from "../en/arrival.ts";

export const arrival: Translation<typeof english> = {
  in_app_title: "Bitte öffnen Sie den Link in Ihrem Browser",
  in_app_text:
    "Sie sehen diese Seite innerhalb von {app}. Kamera und Mikrofon funktionieren dort oft nicht, und das Gespräch kann abbrechen.",
  in_app_unknown: "einer anderen App",
  in_app_ios: "Tippen Sie auf ••• oder den Kompass am Bildschirmrand und wählen Sie „In Safari öffnen“.",
  in_app_android: "Tippen Sie oben auf ⋮ und wählen Sie „In Chrome öffnen“ oder „Im Browser öffnen“.",
  in_app_other: "Wählen Sie im Menü der App „Im Browser öffnen“.",
  in_app_or: "Oder kopieren Sie den Link und fügen Sie ihn in die Adresszeile Ihres Browsers ein:",
  insecure_title: "Diese Seite ist nicht sicher",
  insecure_text:
    "Browser geben Kamera und Mikrofon nur für Seiten frei, deren Adresse mit https beginnt. Vielleicht steht in Ihrer Nachricht eine alte Adresse, oder jemand hat sie verändert.",
  insecure_open: "Sichere Seite öffnen",
  unsupported_title: "Mit diesem Browser sind keine Videogespräche möglich",
  unsupported_text:
    "Er ist zu alt, oder Videoanrufe sind in ihm abgeschaltet. Öffnen Sie den Link in einem aktuellen Chrome, Edge, Firefox oder Safari, auf einem Telefon oder Computer.",
  link: "Ihr Link",
  copy: "Link kopieren",
  copied: "Kopiert",
  go_on: "Trotzdem hier weitermachen",
  late_title: "Passiert nichts?",
  late_text:
    "Dann ist dieser Browser vielleicht zu alt für Videogespräche. Öffnen Sie den Link in einem aktuellen Chrome, Edge, Firefox oder Safari oder auf einem anderen Gerät.",
};
