import type { Translation } from "../../text.ts";
import type { placing as english } from "../en/placing.ts";

/** What is said while a call is being placed. */
export const placing: Translation<typeof english> = {
  explain_title: "Avant d’appeler {name}",
  explain_video:
    "Pour que {name} vous voie et vous entende, votre navigateur demandera la caméra et le microphone.",
  explain_voice: "Pour que {name} vous entende, votre navigateur demandera le microphone.",
  explain_promise: "Ils ne servent que pendant un appel.",
  allow: "Continuer",
  asking_title: "Veuillez autoriser l’accès",
  asking: "Votre navigateur demande. Choisissez « Autoriser » pour appeler {name}.",
  cancel: "Annuler",
  close: "Fermer",
  try_again: "Réessayer",
  voice_instead: "Plutôt un appel vocal",
  denied: "Votre navigateur bloque la caméra ou le microphone pour cette page.",
  denied_help: "Ouvrez les réglages du site à côté de l’adresse, autorisez les deux et réessayez.",
  missing: "Aucune caméra, aucun microphone trouvé.",
  missing_help: "Branchez-en un, ou allumez-le, et réessayez.",
  in_use: "La caméra ou le microphone ne démarre pas.",
  in_use_help: "Un autre programme l’utilise peut-être. Fermez-le et réessayez.",
  insecure: "Cette page n’a pas été chargée par une connexion sûre.",
  insecure_help:
    "Les navigateurs ne donnent la caméra et le microphone qu’aux pages sûres. Ouvrez l’adresse en https.",
  other: "La caméra ou le microphone n’a pas pu démarrer.",
  other_help: "Réessayez. Si cela persiste, redémarrez le navigateur.",
  problem_title: "Pas encore d’appel",
  busy: "{name} est dans un autre appel. Réessayez dans quelques minutes.",
  not_found: "On ne peut plus appeler pour ce rendez-vous. Rechargez la page.",
  rate_limited: "Trop d’appels en peu de temps. Attendez une minute et réessayez.",
  failed: "L’appel n’a pas pu être passé. Veuillez réessayer.",
};
