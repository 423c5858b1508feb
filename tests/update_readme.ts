import { configMarkdown, CONFIGURATION_MARKERS } from "../realtime/config_tables.ts";
import { LIMITS_MARKERS, limitsMarkdown } from "../realtime/limits_tables.ts";

/** Writes the tables of configuration variables and of limits into README.md, between their markers. */
const path = new URL("../README.md", import.meta.url);
let text = await Deno.readTextFile(path);
for (
  const [{ start, end }, markdown] of [
    [CONFIGURATION_MARKERS, configMarkdown()],
    [LIMITS_MARKERS, limitsMarkdown()],
  ] as const
) {
  const [before] = text.split(start);
  const after = text.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`README.md has lost its ${start} markers`);
  text = `${before}${markdown}${after}`;
}
await Deno.writeTextFile(path, text);
