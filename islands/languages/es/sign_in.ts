import type { Translation } from "../../text.ts";
import type { sign_in as english } from "../en/sign_in.ts";

/** What the sign-in page says. */
export const sign_in: Translation<typeof english> = {
  title: "Entrar",
  email: "Correo electrónico",
  password: "Contraseña",
  submit: "Entrar",
  invited: "¿Le han invitado a una consulta? Abra otra vez el enlace de su mensaje: no necesita cuenta.",
  incomplete: "Escriba su correo y su contraseña, por favor.",
  demo_title: "Esta es una clínica de prueba.",
  demo_text: "Entre con una de estas direcciones, cada una con la contraseña {password}:",
};
