import type { Translation } from "../../text.ts";
import type { refusal as english } from "../en/refusal.ts";

/** Why a form was refused. */
export const refusal: Translation<typeof english> = {
  sign_in: "Die E-Mail-Adresse oder das Passwort ist falsch.",
  current_password: "Das jetzige Passwort ist falsch.",
  new_password:
    "Bitte wählen Sie ein anderes: mindestens {count} Zeichen, und weder Ihr Name noch Ihre E-Mail-Adresse.",
  email: "Jemand mit dieser E-Mail-Adresse ist schon da.",
  bad_request: "Etwas darin kann nicht angenommen werden. Bitte sehen Sie es durch.",
  unauthorized: "Sie wurden abgemeldet. Bitte melden Sie sich wieder an.",
  not_found: "Das ist nicht mehr da.",
  forbidden: "Das ist Ihnen nicht erlaubt.",
  conflict: "So, wie es jetzt steht, geht das nicht. Laden Sie die Seite neu und sehen Sie nach.",
  too_large: "Das ist zu lang.",
  rate_limited: "Zu viele Versuche. Versuchen Sie es in {duration} noch einmal.",
  unavailable: "Das hat gerade nicht geklappt. Bitte versuchen Sie es gleich noch einmal.",
};
