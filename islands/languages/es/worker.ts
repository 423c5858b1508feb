import type { worker as english } from "../en/worker.ts";
import type { Translation } from "../../text.ts";

export const worker: Translation<typeof english> = {
  ring: "{name} le está llamando",
  video: "Videollamada",
  voice: "Llamada de voz",
  patient: "Paciente",
  doctor: "Consulta médica",
  admin: "Centro médico",
  accept: "Responder",
  decline: "Rechazar",
  settled: "La llamada se atendió o se rechazó en otro dispositivo",
  missed: "Tiene una llamada perdida",
  missed_text: "{name} le ha llamado. Toque aquí para ver sus llamadas.",
  test: "Así se verá una llamada",
  test_text: "Todo funciona. Este dispositivo sonará cuando alguien del centro le llame.",
  unknown: "Hay novedades para usted",
  unknown_text: "Toque aquí para abrir Carewire.",
};
