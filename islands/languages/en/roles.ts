import type { Texts } from "../../text.ts";

/** Roles and shades of presence as words. */
export const roles = {
  patient: "Patient",
  doctor: "Doctor",
  admin: "Administrator",
  online: "Online",
  away: "Away",
  busy: "Busy",
  offline: "Offline",
} as const satisfies Texts;
