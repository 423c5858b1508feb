import type { Translation } from "../../text.ts";
import type { language as english } from "../en/language.ts";

/** What the choice of a language says. */
export const language: Translation<typeof english> = {
  choose: "اللغة:",
};
