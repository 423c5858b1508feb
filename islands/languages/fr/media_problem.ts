import type { Translation } from "../../text.ts";
import type { media_problem as english } from "../en/media_problem.ts";

/** Why camera or microphone can't be had, and what helps. */
export const media_problem: Translation<typeof english> = {
  problem_denied: "Votre navigateur bloque la caméra ou le microphone pour cette page.",
  problem_denied_help:
    "Ouvrez les réglages du site à côté de l’adresse, autorisez les deux et réessayez. Rien n’est allumé sans vous.",
  problem_missing: "Aucune caméra, aucun microphone trouvé.",
  problem_missing_help: "Branchez-en un, ou allumez-le, et réessayez.",
  problem_in_use: "La caméra ou le microphone ne démarre pas.",
  problem_in_use_help: "Un autre programme l’utilise peut-être. Fermez-le et réessayez.",
  problem_insecure: "Cette page n’a pas été chargée par une connexion sûre.",
  problem_insecure_help:
    "Les navigateurs ne donnent la caméra et le microphone qu’aux pages sûres. Ouvrez l’adresse en https.",
  problem_other: "La caméra ou le microphone n’a pas pu démarrer ({error}).",
  problem_other_help: "Réessayez. Si cela persiste, redémarrez le navigateur.",
};
