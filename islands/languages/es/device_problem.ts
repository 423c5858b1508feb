import type { Translation } from "../../text.ts";
import type { device_problem as english } from "../en/device_problem.ts";

/** What a check of a device has found, in a few words. */
export const device_problem: Translation<typeof english> = {
  verdict_video: "Listo para una visita con imagen",
  verdict_sound: "Listo para una visita solo con sonido",
  verdict_not_possible: "Todavía no está listo para una visita",
  camera: "Cámara",
  microphone: "Micrófono",
  denied: "{device}: sin permiso",
  missing: "{device}: no se encuentra",
  in_use: "{device}: en uso por otro programa",
  insecure: "{device}: la página no es segura",
  failed: "{device}: no arranca",
  off: "{device}: sin encender",
  microphone_silent: "No se oyó nada por el micrófono",
  speaker_not_heard: "No se oyó el sonido de prueba",
  relay_unreachable: "La red no deja pasar imagen ni sonido",
  server_unreachable: "No se puede llegar a la clínica",
  network_lossy: "En la conexión se pierde demasiado",
  network_slow: "La conexión responde despacio",
  network_unsteady: "La conexión es irregular",
  network_narrow: "La conexión es demasiado estrecha para la imagen",
};
