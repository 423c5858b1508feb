import type { Translation } from "../../text.ts";
import type { placing as english } from "../en/placing.ts";

/** What is said while a call is being placed. */
export const placing: Translation<typeof english> = {
  explain_title: "Antes de llamar a {name}",
  explain_video: "Para que {name} pueda verle y oírle, su navegador pedirá la cámara y el micrófono.",
  explain_voice: "Para que {name} pueda oírle, su navegador pedirá el micrófono.",
  explain_promise: "Solo se usan durante una llamada.",
  allow: "Continuar",
  asking_title: "Permita el acceso, por favor",
  asking: "Su navegador pregunta. Elija «Permitir» para llamar a {name}.",
  cancel: "Cancelar",
  close: "Cerrar",
  try_again: "Volver a intentarlo",
  voice_instead: "Mejor llamada de voz",
  denied: "Su navegador bloquea la cámara o el micrófono en esta página.",
  denied_help: "Abra los ajustes del sitio junto a la dirección, permita ambos y vuelva a intentarlo.",
  missing: "No se ha encontrado ni cámara ni micrófono.",
  missing_help: "Conecte uno, o enciéndalo, y vuelva a intentarlo.",
  in_use: "No se puede encender la cámara o el micrófono.",
  in_use_help: "Puede que lo use otro programa. Ciérrelo y vuelva a intentarlo.",
  insecure: "Esta página no se cargó por una conexión segura.",
  insecure_help:
    "Los navegadores solo dan la cámara y el micrófono a páginas seguras. Abra la dirección con https.",
  other: "No se pudo encender la cámara o el micrófono.",
  other_help: "Vuelva a intentarlo. Si sigue igual, reinicie el navegador.",
  problem_title: "Todavía sin llamada",
  busy: "{name} está en otra llamada. Vuelva a intentarlo dentro de unos minutos.",
  not_found: "A esta cita ya no se puede llamar. Vuelva a cargar la página.",
  rate_limited: "Demasiadas llamadas en poco tiempo. Espere un minuto y vuelva a intentarlo.",
  failed: "No se pudo hacer la llamada. Vuelva a intentarlo.",
};
