import type { Translation } from "../../text.ts";
import type { roles as english } from "../en/roles.ts";

/** Roles and shades of presence as words. */
export const roles: Translation<typeof english> = {
  patient: "Paciente",
  doctor: "Médico/a",
  admin: "Administración",
  online: "En línea",
  away: "Ausente",
  busy: "Ocupado",
  offline: "Sin conexión",
};
