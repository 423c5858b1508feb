import type { call_report as english } from "../en/call_report.ts";
import type { Translation } from "../../text.ts";

export const call_report: Translation<typeof english> = {
  title: "Llamada entre {caller} y {callee}",
  to_history: "Historial de llamadas",
  to_clinic: "Clínica",
  facts: "La llamada",
  when: "Cuándo",
  kind: "Tipo",
  video: "Videollamada",
  voice: "Llamada de voz",
  duration: "Duración",
  result: "Cómo terminó",
  going_on: "Todavía sigue",
  number: "Número para citar",
  number_hint: "Diga este número cuando pida ayuda con esta llamada.",
  devices: "Dispositivos",
  device_of: "{name}: {devices}",
  path: "Camino",
  path_direct: "Directamente entre los dos dispositivos",
  path_relay: "Por el repetidor de la clínica",
  path_mixed: "A veces directamente, a veces por el repetidor de la clínica",
  what_failed: "Qué salió mal",
  failed_connection:
    "La llamada fue contestada, pero los dos dispositivos no encontraron un camino entre ellos. Suele deberse a un cortafuegos o a una red débil. Pruebe otra red o pregunte a quien se ocupa de la suya.",
  failed_network:
    "La conexión se perdió durante la llamada y no volvió. A menudo ayuda acercarse al router o usar otra red.",
  failed_timeout:
    "Uno de los dispositivos dejó de responder: se cerró, se quedó sin batería o perdió la red.",
  failed_one_way:
    "El sonido o la imagen de un lado nunca llegó, por eso la llamada no cuenta como conectada.",
  poor_quality:
    "La conexión fue mala durante buena parte de la llamada; el sonido o la imagen pudieron cortarse.",
  timeline: "Qué pasó, en orden",
  no_timeline: "No hay nada anotado sobre esta llamada.",
  by_clinic: "La clínica, por sí sola",
  quality: "Conexión durante la llamada",
  quality_text: "Lo que midió cada dispositivo desde el comienzo de la llamada.",
  no_quality: "No se midió nada",
  no_quality_text: "Los dispositivos miden una llamada cuando ambos lados se oyen o se ven.",
  audio_bitrate: "Velocidad de datos del sonido",
  video_bitrate: "Velocidad de datos de la imagen",
  device_named: "Dispositivo de {name}",
};
