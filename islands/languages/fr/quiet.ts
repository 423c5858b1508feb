import type { Translation } from "../../text.ts";
import type { quiet as english } from "../en/quiet.ts";

/** What the switch in the header says. */
export const quiet: Translation<typeof english> = {
  label: "Ne pas déranger",
  on: "Les appels ne sonnent pas chez vous. Désactivez pour être à nouveau appelé.",
  off: "Les appels sonnent chez vous. Activez pour être tranquille.",
};
