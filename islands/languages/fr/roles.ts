import type { Translation } from "../../text.ts";
import type { roles as english } from "../en/roles.ts";

/** Roles and shades of presence as words. */
export const roles: Translation<typeof english> = {
  patient: "Patient(e)",
  doctor: "Médecin",
  admin: "Administration",
  online: "En ligne",
  away: "Absent",
  busy: "Occupé",
  offline: "Hors ligne",
};
