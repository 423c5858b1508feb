import type { Translation } from "../../text.ts";
import type { page as english } from "../en/page.ts";

/** What stands around every page. */
export const page: Translation<typeof english> = {
  product: "Carewire",
  skip: "Ir al contenido",
  navigation: "Páginas",
  home: "Inicio",
  day: "Agenda",
  messages: "Mensajes",
  history: "Historial",
  people: "Personas",
  clinic: "Clínica",
  account: "Su cuenta",
  sign_out: "Cerrar sesión",
  no_script: "Las llamadas necesitan JavaScript. Actívelo para este sitio; leer se puede sin él.",
};
