import type { Translation } from "../../text.ts";
import type { error as english } from "../en/error.ts";

/** What is said where there is no page, or none could be made. */
export const error: Translation<typeof english> = {
  title_400: "Das konnte nicht gelesen werden",
  text_400: "Gehen Sie zurück, sehen Sie Ihre Eingaben durch und versuchen Sie es noch einmal.",
  title_404: "Hier ist nichts",
  text_404:
    "Vielleicht ist die Adresse falsch geschrieben, oder was hier war, ist nicht für Sie bestimmt. Ihre Termine stehen auf der Startseite.",
  title_500: "Etwas ist schiefgegangen",
  text_500:
    "Das ist unser Fehler, und er wurde festgehalten. Versuchen Sie es noch einmal; wenn es so bleibt, sagen Sie es Ihrer Praxis.",
  title_503: "Wir sind gleich wieder da",
  text_503:
    "Der Dienst ist gerade nicht erreichbar. Ein laufendes Gespräch geht weiter. Versuchen Sie es in einer Minute noch einmal.",
  error_id: "Nummer dieses Fehlers: {id}",
  home: "Zur Startseite",
  again: "Noch einmal versuchen",
};
