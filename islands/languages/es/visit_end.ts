import type { Translation } from "../../text.ts";
import type { visit_end as english } from "../en/visit_end.ts";

/** What is left to say when a visit is over. */
export const visit_end: Translation<typeof english> = {
  call_again: "Llamar otra vez",
  calling_again: "Llamando…",
  call_again_busy: "{name} está en otra llamada. Vuelva a intentarlo dentro de un rato.",
  call_again_failed: "No se pudo hacer la llamada. Vuelva a intentarlo.",
  home: "Volver al inicio",
  conversation: "Abrir la conversación",
  summary_title: "Su consulta con {name}",
  summary_title_call: "Llamada con {name}",
  summary_when: "Cuándo",
  summary_kind: "Tipo",
  summary_video: "Con vídeo",
  summary_voice: "Solo voz",
  summary_duration: "Duración",
  summary_how: "Cómo terminó",
  end_live: "La consulta ha terminado.",
  end_talked: "La consulta ha terminado.",
  end_unanswered: "{name} no contestó.",
  end_missed: "No contestó a esta llamada.",
  end_declined: "{name} rechazó la llamada.",
  end_you_declined: "Usted rechazó la llamada.",
  end_busy: "{name} estaba en otra llamada.",
  end_you_were_busy: "Usted estaba en otra llamada.",
  end_cancelled: "{name} canceló la llamada.",
  end_you_cancelled: "Usted canceló la llamada.",
  end_not_connected: "No se pudo conectar los dos dispositivos.",
  end_cut_off: "Se perdió la conexión.",
  end_time_limit: "La consulta llegó al tiempo máximo.",
  end_erased: "Los datos de esta consulta se han borrado.",
};
