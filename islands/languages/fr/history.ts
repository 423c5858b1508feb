import type { Translation } from "../../text.ts";
import type { history as english } from "../en/history.ts";

/** What the history page says. */
export const history: Translation<typeof english> = {
  title: "Historique des appels",
  total: { one: "{count} appel", other: "{count} appels" },
  filter: "Filtrer la liste",
  call_type: "Type",
  any_type: "Vidéo et voix",
  video: "Appels vidéo",
  voice: "Appels vocaux",
  status: "Résultat",
  any_status: "Tous les résultats",
  ended: "Terminés",
  missed: "Manqués",
  failed: "Échoués",
  apply: "Afficher",
  reset: "Tout afficher",
  with: "Avec",
  kind: "Type",
  result: "Résultat",
  duration: "Durée",
  when: "Quand",
  details: "Ce qui s’est passé pendant cet appel",
  none: "Pas encore d’appel",
  none_text: "Vos appels vidéo et vocaux apparaîtront ici.",
  none_match: "Aucun appel ne correspond",
  none_match_text: "Essayez un autre type ou un autre résultat.",
  pages: "Pages de l’historique",
  newer: "Plus récents",
  older: "Plus anciens",
  page_of: "Page {page} sur {pages}",
};
