import type { Translation } from "../../text.ts";
import type { media_problem as english } from "../en/media_problem.ts";

/** Why camera or microphone can't be had, and what helps. */
export const media_problem: Translation<typeof english> = {
  problem_denied: "Su navegador bloquea la cámara o el micrófono en esta página.",
  problem_denied_help:
    "Abra los ajustes del sitio junto a la dirección, permita ambos y vuelva a intentarlo. Nada se enciende sin usted.",
  problem_missing: "No se ha encontrado ni cámara ni micrófono.",
  problem_missing_help: "Conecte uno, o enciéndalo, y vuelva a intentarlo.",
  problem_in_use: "No se puede encender la cámara o el micrófono.",
  problem_in_use_help: "Puede que lo use otro programa. Ciérrelo y vuelva a intentarlo.",
  problem_insecure: "Esta página no se cargó por una conexión segura.",
  problem_insecure_help:
    "Los navegadores solo dan la cámara y el micrófono a páginas seguras. Abra la dirección con https.",
  problem_other: "No se pudo encender la cámara o el micrófono ({error}).",
  problem_other_help: "Vuelva a intentarlo. Si sigue igual, reinicie el navegador.",
};
