import type { app as english } from "../en/app.ts";
import type { Translation } from "../../text.ts";

export const app: Translation<typeof english> = {
  description: "Visitas por vídeo con su centro médico",
  history: "Sus llamadas",
  account: "Su cuenta",
  offline_title: "Sin conexión",
  offline_text: "Ahora mismo Carewire no puede conectar con el centro. Sus citas y mensajes están a salvo.",
  offline_check: "Compruebe que el wifi o los datos móviles están activados y que no está en modo avión.",
  offline_wait: "Seguimos intentándolo. La página volverá sola.",
  offline_urgent:
    "Si es urgente, llame por teléfono a su centro. En una emergencia, llame al número de emergencias.",
  try_now: "Intentar ahora",
  new_version: "Hay una versión nueva de esta página.",
  reload: "Cargarla ahora",
  later: "Más tarde",
  missed: {
    one: "{count} llamada perdida",
    many: "{count} llamadas perdidas",
    other: "{count} llamadas perdidas",
  },
};
