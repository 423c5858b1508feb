import type { Texts } from "../../text.ts";

/** The way to the check, from other pages. */
export const check_link = {
  check: "Check camera and sound",
} as const satisfies Texts;
