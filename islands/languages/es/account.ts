import type { Translation } from "../../text.ts";
import type { account as english } from "../en/account.ts";

/** What the page about oneself says. */
export const account: Translation<typeof english> = {
  title: "Su cuenta",
  name: "Nombre",
  email: "Correo electrónico",
  role: "Función",
  password: "Contraseña",
  current_password: "Contraseña actual",
  new_password: "Contraseña nueva",
  password_hint: "Al menos {count} caracteres, y ni su nombre ni su correo.",
  again: "Contraseña nueva, otra vez",
  again_differs: "No es igual que la contraseña nueva.",
  missing: "Rellene este campo, por favor.",
  change: "Cambiar la contraseña",
  change_effect: "Aquí seguirá conectado; en los demás lugares se cerrará la sesión.",
  no_password: "Aquí entra sin contraseña, así que no hay ninguna que cambiar.",
  sessions: "Dónde tiene la sesión abierta",
  session_device: "{browser} en {system}",
  session_unknown: "Un programa",
  session_external: "Un programa, con el acceso de su organización",
  session_since: "desde",
  this_one: "Aquí",
  sign_out_elsewhere: "Cerrar la sesión en los demás lugares",
  only_here: "Solo tiene la sesión abierta aquí.",
  done_password: "Su contraseña ha cambiado. En los demás lugares se ha cerrado la sesión.",
  done_elsewhere: "En los demás lugares se ha cerrado la sesión.",
};
