import type { Translation } from "../../text.ts";
import type { sign_in as english } from "../en/sign_in.ts";

/** What the sign-in page says. */
export const sign_in: Translation<typeof english> = {
  title: "Anmelden",
  email: "E-Mail",
  password: "Passwort",
  submit: "Anmelden",
  invited:
    "Zu einer Sprechstunde eingeladen? Öffnen Sie den Link in Ihrer Nachricht noch einmal: Sie brauchen kein Konto.",
  incomplete: "Bitte geben Sie Ihre E-Mail-Adresse und Ihr Passwort ein.",
  demo_title: "Das ist eine Praxis zum Ausprobieren.",
  demo_text: "Melden Sie sich mit einer dieser Adressen an, jeweils mit dem Passwort {password}:",
};
