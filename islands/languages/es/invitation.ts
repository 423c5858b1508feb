import type { Translation } from "../../text.ts";
import type { invitation as english } from "../en/invitation.ts";

/** The message that an invitation is sent with. */
export const invitation: Translation<typeof english> = {
  message:
    "Su consulta por vídeo con {doctor}: {when} ({iso}).\nAbra este enlace a esa hora, en un teléfono u ordenador con cámara:",
  event: "Consulta por vídeo con {doctor}",
  event_text: "Abra este enlace para entrar:",
  online: "En línea",
};
