import type { Translation } from "../../text.ts";
import type { account as english } from "../en/account.ts";

/** What the page about oneself says. */
export const account: Translation<typeof english> = {
  title: "Ihr Konto",
  name: "Name",
  email: "E-Mail",
  role: "Rolle",
  password: "Passwort",
  current_password: "Jetziges Passwort",
  new_password: "Neues Passwort",
  password_hint: "Mindestens {count} Zeichen, und weder Ihr Name noch Ihre E-Mail-Adresse.",
  again: "Neues Passwort, noch einmal",
  again_differs: "Das ist nicht dasselbe wie das neue Passwort.",
  missing: "Bitte füllen Sie dieses Feld aus.",
  change: "Passwort ändern",
  change_effect: "Hier bleiben Sie angemeldet, überall sonst werden Sie abgemeldet.",
  no_password: "Sie melden sich hier ohne Passwort an; es gibt also keines zu ändern.",
  sessions: "Wo Sie angemeldet sind",
  session_device: "{browser} auf {system}",
  session_unknown: "Ein Programm",
  session_external: "Ein Programm, über die Anmeldung Ihrer Einrichtung",
  session_since: "seit",
  this_one: "Hier",
  sign_out_elsewhere: "Überall sonst abmelden",
  only_here: "Sie sind nur hier angemeldet.",
  done_password: "Ihr Passwort wurde geändert. Überall sonst sind Sie abgemeldet.",
  done_elsewhere: "Überall sonst sind Sie abgemeldet.",
};
