import type { Translation } from "../../text.ts";
import type { files as english } from "../en/files.ts";

/** The texts around files before they are sent, and around pictures that are looked at. */
export const files: Translation<typeof english> = {
  tray: "Archivos para enviar",
  remove: "Quitar {name}",
  send_as: "Enviar como",
  as_file: "Archivo",
  as_prescription: "Receta",
  as_report: "Informe",
  title_prescription: "Título de la receta",
  title_report: "Título del informe",
  problem_empty: "«{name}» está vacío.",
  problem_too_large: "«{name}» es demasiado grande: se pueden enviar {size} como máximo.",
  problem_unsupported_type:
    "«{name}» no se puede enviar. Se pueden enviar imágenes (JPEG, PNG, WebP, GIF), PDF, Word, Excel, texto, sonido y DICOM.",
  problem_too_many: "«{name}» sobra: caben como máximo {count} archivos en un mensaje.",
  news_uploading: { one: "Subiendo {count} archivo", other: "Subiendo {count} archivos" },
  news_uploaded: "{name} se ha subido.",
  news_failed: "{name}: {why}",
  recorder: "Nota de voz",
  recorder_asking: "Su navegador pide el micrófono. Permítalo, por favor.",
  recorder_recording: "Grabando. Pulse «Parar» cuando haya terminado.",
  recorder_finishing: "Un momento…",
  recorder_left: { one: "Queda {count} segundo", other: "Quedan {count} segundos" },
  recorder_done: "Grabado: {length}. Escúchelo y después envíelo o bórrelo.",
  recorder_limit:
    "Se han llenado los cinco minutos: grabado {length}. Escúchelo y después envíelo o bórrelo.",
  recorder_in_visit:
    "{names} le oye en la consulta mientras graba. Silencie allí el micrófono si no lo desea.",
  level: "Volumen",
  stop: "Parar",
  cancel: "Cancelar",
  close: "Cerrar",
  delete: "Borrar",
  send: "Enviar la nota de voz",
  try_again: "Volver a intentarlo",
  download: "Descargar",
};
