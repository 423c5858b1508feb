import type { Translation } from "../../text.ts";
import type { history as english } from "../en/history.ts";

/** What the history page says. */
export const history: Translation<typeof english> = {
  title: "Historial de llamadas",
  total: { one: "{count} llamada", other: "{count} llamadas" },
  filter: "Filtrar la lista",
  call_type: "Tipo",
  any_type: "Vídeo y voz",
  video: "Videollamadas",
  voice: "Llamadas de voz",
  status: "Resultado",
  any_status: "Cualquier resultado",
  ended: "Terminadas",
  missed: "Perdidas",
  failed: "Fallidas",
  apply: "Mostrar",
  reset: "Mostrar todas",
  with: "Con",
  kind: "Tipo",
  result: "Resultado",
  duration: "Duración",
  when: "Cuándo",
  details: "Qué pasó en esta llamada",
  none: "Todavía no hay llamadas",
  none_text: "Sus videollamadas y llamadas de voz aparecerán aquí.",
  none_match: "Ninguna llamada coincide",
  none_match_text: "Pruebe con otro tipo u otro resultado.",
  pages: "Páginas del historial",
  newer: "Más recientes",
  older: "Anteriores",
  page_of: "Página {page} de {pages}",
};
