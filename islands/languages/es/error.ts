import type { Translation } from "../../text.ts";
import type { error as english } from "../en/error.ts";

/** What is said where there is no page, or none could be made. */
export const error: Translation<typeof english> = {
  title_400: "No se pudo leer",
  text_400: "Vuelva atrás, revise lo que ha escrito e inténtelo de nuevo.",
  title_404: "Aquí no hay nada",
  text_404:
    "Puede que la dirección esté mal escrita, o que lo que había aquí no sea para usted. Sus citas están en la página de inicio.",
  title_500: "Algo ha ido mal",
  text_500:
    "Es un fallo nuestro y ha quedado anotado. Vuelva a intentarlo; si sigue igual, avise a su clínica.",
  title_503: "Volvemos enseguida",
  text_503:
    "El servicio no está disponible en este momento. Una llamada en curso continúa. Vuelva a intentarlo dentro de un minuto.",
  error_id: "Número de este error: {id}",
  home: "Ir al inicio",
  again: "Volver a intentarlo",
};
