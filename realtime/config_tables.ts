import type { ConfigProblem } from "./config_rules.ts";
import { VARIABLES } from "./config_variables.ts";

/** Stand around the table in README.md. */
export const CONFIGURATION_MARKERS = {
  start: "<!-- configuration -->",
  end: "<!-- /configuration -->",
} as const;

/** The problems as a plain text table with aligned columns, ready to print. */
export function problemTable(problems: ConfigProblem[]): string {
  const rows = [
    ["variable", "problem", "example"],
    ...problems.map((one) => [one.name, one.problem, one.example]),
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd())
    .join("\n");
}

/** The table of all variables for README.md, between its markers. */
export function configMarkdown(): string {
  const rows = Object.entries(VARIABLES).map(([name, { shownDefault, description, example }]) =>
    [`\`${name}\``, shownDefault, description, `\`${example}\``].map(escapeCell)
  );
  const lines = [["Variable", "Default", "Meaning", "Example"], ["---", "---", "---", "---"], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`);
  const { start, end } = CONFIGURATION_MARKERS;
  return [start, "<!-- deno-fmt-ignore-start -->", "", ...lines, "", "<!-- deno-fmt-ignore-end -->", end]
    .join("\n");
}

function escapeCell(text: string): string {
  return text.replaceAll("|", "\\|");
}
