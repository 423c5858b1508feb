import type { Translation } from "../../text.ts";
import type { save as english } from "../en/save.ts";

/** How the history is kept as a file. */
export const save: Translation<typeof english> = {
  save: "Diese Liste speichern:",
  csv: "Als Tabelle (CSV)",
  json: "Als Daten (JSON)",
};
