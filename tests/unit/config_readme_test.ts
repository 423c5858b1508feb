import { equal } from "node:assert/strict";
import { configMarkdown, CONFIGURATION_MARKERS } from "../../realtime/config_tables.ts";
import { granted } from "../support/granted.ts";

Deno.test({
  name: "README.md holds exactly the table of configMarkdown() [CONFIG-10]",
  ignore: !granted("read"),
  fn: async () => {
    const text = await Deno.readTextFile(new URL("../../README.md", import.meta.url));
    const { start, end } = CONFIGURATION_MARKERS;
    equal(text.slice(text.indexOf(start), text.indexOf(end) + end.length), configMarkdown());
  },
});
