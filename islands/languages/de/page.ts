import type { Translation } from "../../text.ts";
import type { page as english } from "../en/page.ts";

/** What stands around every page. */
export const page: Translation<typeof english> = {
  product: "Carewire",
  skip: "Zum Inhalt springen",
  navigation: "Seiten",
  home: "Start",
  day: "Kalender",
  messages: "Nachrichten",
  history: "Anrufe",
  people: "Personen",
  clinic: "Praxis",
  account: "Ihr Konto",
  sign_out: "Abmelden",
  no_script:
    "Anrufe brauchen JavaScript. Bitte schalten Sie es für diese Seite ein; lesen können Sie auch ohne.",
};
