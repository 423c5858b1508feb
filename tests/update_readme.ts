import { configMarkdown, CONFIGURATION_MARKERS } from "../realtime/config_tables.ts";

/** Writes the table of configuration variables into README.md, between its markers. */
const path = new URL("../README.md", import.meta.url);
const text = await Deno.readTextFile(path);
const { start, end } = CONFIGURATION_MARKERS;
const [before] = text.split(start);
const after = text.split(end)[1];
if (before === undefined || after === undefined) {
  throw new Error("README.md has lost its configuration markers");
}
await Deno.writeTextFile(path, `${before}${configMarkdown()}${after}`);
