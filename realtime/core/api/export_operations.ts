import * as v from "valibot";
import { historyFilter } from "./history_filter.ts";
import { operations } from "./operation.ts";

/** What is given as a file to keep. */
export const exportOperations = operations({
  "GET /api/call-history/export": {
    name: "export_calls",
    summary:
      "One's own calls as a file, newest first, narrowed like the list: a table (CSV, RFC 4180, UTF-8) or JSON; an " +
      "administrator may ask for those of another.",
    tag: "Calls",
    query: v.strictObject({
      format: v.optional(v.picklist(["csv", "json"]), "csv"),
      ...historyFilter,
    }),
    answers: { 200: { media: "*/*", description: "The whole list, sent as it is read." } },
    refusals: { 404: ["not_found"] },
  },
});
