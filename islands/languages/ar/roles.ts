import type { Translation } from "../../text.ts";
import type { roles as english } from "../en/roles.ts";

/** Roles and shades of presence as words. */
export const roles: Translation<typeof english> = {
  patient: "مريض",
  doctor: "طبيب",
  admin: "الإدارة",
  online: "متصل",
  away: "بعيد",
  busy: "مشغول",
  offline: "غير متصل",
};
