import type { Translation } from "../../text.ts";
import type { visit_end as english } from "../en/visit_end.ts";

/** What is left to say when a visit is over. */
export const visit_end: Translation<typeof english> = {
  call_again: "Rappeler",
  calling_again: "Appel…",
  call_again_busy: "{name} est dans un autre appel. Réessayez un peu plus tard.",
  call_again_failed: "L’appel n’a pas pu être passé. Veuillez réessayer.",
  home: "Retour à l’accueil",
  conversation: "Ouvrir la conversation",
  summary_title: "Votre consultation avec {name}",
  summary_title_call: "Appel avec {name}",
  summary_when: "Quand",
  summary_kind: "Type",
  summary_video: "Avec vidéo",
  summary_voice: "Voix seule",
  summary_duration: "Durée",
  summary_how: "Fin",
  end_live: "La consultation est terminée.",
  end_talked: "La consultation est terminée.",
  end_unanswered: "{name} n’a pas répondu.",
  end_missed: "Vous avez manqué cet appel.",
  end_declined: "{name} a refusé l’appel.",
  end_you_declined: "Vous avez refusé l’appel.",
  end_busy: "{name} était dans un autre appel.",
  end_you_were_busy: "Vous étiez dans un autre appel.",
  end_cancelled: "{name} a annulé l’appel.",
  end_you_cancelled: "Vous avez annulé l’appel.",
  end_not_connected: "Aucune connexion n’a pu se faire entre les deux appareils.",
  end_cut_off: "La connexion a été perdue.",
  end_time_limit: "La consultation a atteint la durée maximale.",
  end_erased: "Les données de cette consultation ont été effacées.",
};
