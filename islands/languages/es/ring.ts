import type { Translation } from "../../text.ts";
import type { ring as english } from "../en/ring.ts";

/** What the bell and the banner above every page say. */
export const ring: Translation<typeof english> = {
  incoming_video: "Videollamada entrante",
  incoming_voice: "Llamada de voz entrante",
  title: "Llama {name}",
  someone: "Alguien",
  accept: "Contestar",
  accept_voice: "Contestar solo con sonido",
  decline: "Rechazar",
  notices: "Avisos",
  dismiss: "Ocultar",
  answered_elsewhere: "Contestó a {name} en otro dispositivo.",
  declined_elsewhere: "Rechazó la llamada en otro dispositivo.",
  cancelled: "{name} colgó antes de que contestara.",
  missed: "Tiene una llamada perdida de {name}.",
  reconnecting: "Volviendo a conectar…",
  reconnecting_help: "Hasta entonces no le llegan llamadas.",
  given_up: "No hay conexión con la clínica.",
  signed_out: "Se ha cerrado su sesión.",
  replaced: "Esta página se abrió de nuevo en otra ventana.",
  unsent: { one: "{count} mensaje espera para enviarse.", other: "{count} mensajes esperan para enviarse." },
  sign_out_unsent: {
    one: "{count} mensaje aún no se ha enviado. Si cierra la sesión ahora, se borrará.",
    other: "{count} mensajes aún no se han enviado. Si cierra la sesión ahora, se borrarán.",
  },
  try_again: "Volver a intentarlo",
  try_now: "Intentarlo ahora",
  sign_in: "Entrar",
  open_invitation: "Abrir su invitación",
  use_here: "Usar esta ventana",
};
