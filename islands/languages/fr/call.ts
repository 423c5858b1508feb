import type { Translation } from "../../text.ts";
import type { call as english } from "../en/call.ts";

/** Words for calls in lists. */
export const call: Translation<typeof english> = {
  video: "Appel vidéo",
  voice: "Appel vocal",
  incoming: "Entrant",
  outgoing: "Sortant",
  live: "En cours",
  talked: "Répondu",
  unanswered: "Sans réponse",
  missed: "Manqué",
  declined: "Refusé",
  you_declined: "Refusé par vous",
  busy: "Était dans un autre appel",
  you_were_busy: "Manqué pendant un autre appel",
  cancelled: "Annulé avant votre réponse",
  you_cancelled: "Annulé par vous",
  not_connected: "Connexion impossible",
  cut_off: "Coupé",
  time_limit: "Durée maximale atteinte",
  erased: "Effacé",
};
