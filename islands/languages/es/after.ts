import type { Translation } from "../../text.ts";
import type { after as english } from "../en/after.ts";

/** What is said after a visit: who was there, what was shared, and how it was. */
export const after: Translation<typeof english> = {
  there: "Quién estuvo",
  shared: "Compartido en esta visita",
  shared_more: "Todas las imágenes y archivos",
  quote: "Si nos pregunta por ello, díganos este número: {number}",
  rate_title: "¿Cómo fue esta visita?",
  rate_hint: "Solo la clínica ve su respuesta.",
  star_1: "Muy mal",
  star_2: "Mal",
  star_3: "Regular",
  star_4: "Bien",
  star_5: "Muy bien",
  comment: "¿Quiere decirnos algo más?",
  comment_hint: "Puede dejarlo vacío.",
  send: "Enviar",
  skip: "Ahora no",
  missing: "Por favor, elija una de las cinco respuestas.",
  thanks: "¡Gracias! Su respuesta: {answer}",
  change: "Cambiar",
  failed: "No ha funcionado. Compruebe la conexión e inténtelo de nuevo.",
  too_late: "Esta visita fue hace demasiado tiempo para valorarla.",
};
