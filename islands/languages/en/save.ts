import type { Texts } from "../../text.ts";

/** How the history is kept as a file. */
export const save = {
  save: "Save this list:",
  csv: "As a table (CSV)",
  json: "As data (JSON)",
} as const satisfies Texts;
