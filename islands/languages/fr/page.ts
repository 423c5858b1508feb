import type { Translation } from "../../text.ts";
import type { page as english } from "../en/page.ts";

/** What stands around every page. */
export const page: Translation<typeof english> = {
  product: "Carewire",
  skip: "Aller au contenu",
  navigation: "Pages",
  home: "Accueil",
  day: "Agenda",
  messages: "Messages",
  history: "Historique",
  people: "Personnes",
  clinic: "Clinique",
  account: "Votre compte",
  sign_out: "Se déconnecter",
  no_script: "Les appels ont besoin de JavaScript. Activez-le pour ce site ; la lecture marche sans.",
};
