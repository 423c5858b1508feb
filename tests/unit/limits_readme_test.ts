import { LIMITS_MARKERS, limitsMarkdown } from "../../realtime/limits_tables.ts";
import { CLOSE } from "../../realtime/core/close_codes.ts";
import { REALTIME_LIMITS, REALTIME_RATES } from "../../realtime/core/realtime_limits.ts";
import { asyncApiDocument } from "../../routes/documents/asyncapi_document.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { granted } from "../support/granted.ts";

Deno.test({
  name: "README.md holds exactly the tables of limitsMarkdown() [LIMIT-10]",
  ignore: !granted("read"),
  fn: async () => {
    const text = await Deno.readTextFile(new URL("../../README.md", import.meta.url));
    const { start, end } = LIMITS_MARKERS;
    assertEquals(text.slice(text.indexOf(start), text.indexOf(end) + end.length), limitsMarkdown());
  },
});

Deno.test("the AsyncAPI document names every limit, rate and close code [LIMIT-10]", () => {
  const { description } = asyncApiDocument("https://visit.example.org").info as { description: string };
  const meanings = [...Object.values(REALTIME_LIMITS), ...Object.values(REALTIME_RATES)].map((one) =>
    one.meaning
  );
  for (const text of [...meanings, ...Object.values(CLOSE).map(({ code }) => `\`${code}\``)]) {
    assert(description.includes(text), text);
  }
});
