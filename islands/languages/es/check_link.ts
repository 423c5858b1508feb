import type { Translation } from "../../text.ts";
import type { check_link as english } from "../en/check_link.ts";

/** The way to the check, from other pages. */
export const check_link: Translation<typeof english> = {
  check: "Comprobar cámara y sonido",
};
