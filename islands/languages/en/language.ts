import type { Texts } from "../../text.ts";

/** What the choice of a language says. */
export const language = {
  choose: "Language:",
} as const satisfies Texts;
