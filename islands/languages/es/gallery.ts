import type { Translation } from "../../text.ts";
import type { gallery as english } from "../en/gallery.ts";

/** What the pictures and files of a conversation are shown with. */
export const gallery: Translation<typeof english> = {
  open: "Imágenes y archivos",
  close: "Cerrar",
  pictures: "Imágenes",
  files: "Archivos y notas de voz",
  loading: "Cargando …",
  failed: "No se pudo cargar.",
  retry: "Intentar de nuevo",
  more: "Mostrar anteriores",
  none: "Aún no hay imágenes ni archivos",
  none_text: "Aquí se reúne lo que se envía en esta conversación.",
  you: "Usted",
  larger: "{name}, mostrar más grande",
  checking: "Se está comprobando si tiene virus",
  infected: "Bloqueado: se encontró un virus en este archivo",
};
