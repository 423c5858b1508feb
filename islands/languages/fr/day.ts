import type { Translation } from "../../text.ts";
import type { day as english } from "../en/day.ts";

export const day: Translation<typeof english> = {
  title: "Rendez-vous",
  week: "Jours de la semaine",
  before: "La semaine précédente",
  after: "La semaine suivante",
  today: "Aujourd’hui",
  planned: { one: "{count} visite", many: "{count} visites", other: "{count} visites" },
  none: "Rien n’est prévu ce jour-là",
  none_text: "Choisissez un autre jour ou planifiez une visite.",
  cut: "Cette semaine compte plus de visites que cette page ne peut en montrer.",
};
