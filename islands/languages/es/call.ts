import type { Translation } from "../../text.ts";
import type { call as english } from "../en/call.ts";

/** Words for calls in lists. */
export const call: Translation<typeof english> = {
  video: "Videollamada",
  voice: "Llamada de voz",
  incoming: "Entrante",
  outgoing: "Saliente",
  live: "En curso",
  talked: "Contestada",
  unanswered: "Sin respuesta",
  missed: "Perdida",
  declined: "Rechazada",
  you_declined: "La rechazó usted",
  busy: "Estaba en otra llamada",
  you_were_busy: "Perdida mientras estaba en otra llamada",
  cancelled: "Cancelada antes de que contestara",
  you_cancelled: "La canceló usted",
  not_connected: "No se pudo conectar",
  cut_off: "Se cortó",
  time_limit: "Llegó al tiempo máximo",
  erased: "Borrada",
};
