import type { Translation } from "../../text.ts";
import type { roles as english } from "../en/roles.ts";

/** Roles and shades of presence as words. */
export const roles: Translation<typeof english> = {
  patient: "Patient/in",
  doctor: "Arzt/Ärztin",
  admin: "Verwaltung",
  online: "Online",
  away: "Abwesend",
  busy: "Beschäftigt",
  offline: "Offline",
};
