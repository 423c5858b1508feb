import type { Translation } from "../../text.ts";
import type { refusal as english } from "../en/refusal.ts";

/** Why a form was refused. */
export const refusal: Translation<typeof english> = {
  sign_in: "El correo o la contraseña no son correctos.",
  current_password: "La contraseña actual no es correcta.",
  new_password: "Elija otra, por favor: al menos {count} caracteres, y ni su nombre ni su correo.",
  email: "Ya hay alguien con este correo.",
  bad_request: "Hay algo que no se puede aceptar. Revíselo, por favor.",
  unauthorized: "Se ha cerrado su sesión. Vuelva a entrar, por favor.",
  not_found: "Esto ya no está.",
  forbidden: "No tiene permiso para esto.",
  conflict: "Tal como están las cosas, no es posible. Vuelva a cargar la página y compruébelo.",
  too_large: "Es demasiado largo.",
  rate_limited: "Demasiados intentos. Vuelva a intentarlo dentro de {duration}.",
  unavailable: "No ha funcionado en este momento. Vuelva a intentarlo enseguida.",
};
