/// <reference lib="dom" />
import type { AxeResults, RunOptions } from "axe-core";
import type { Page } from "playwright-core";

/** WCAG 2.2 at level AA, and what the makers of the rules hold for good practice. */
const RULES: RunOptions = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
  resultTypes: ["violations"],
};

/** What axe-core finds wrong with what the page shows now, in the light and in the dark: one line for each element. */
export async function violationsOf(page: Page, what: string): Promise<string[]> {
  const { default: axe } = await import("axe-core");
  const lines: string[] = [];
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // By the debugger: the page's own policy admits no script of ours.
    await page.evaluate(`globalThis.axe ?? (() => { ${axe.source} })()`);
    const { violations }: AxeResults = await page.evaluate(`axe.run(document, ${JSON.stringify(RULES)})`);
    for (const { id, nodes } of violations) {
      for (const { target, failureSummary } of nodes) {
        lines.push(
          `${what}, ${colorScheme}: ${id}: ${target.join(" ")}: ${failureSummary?.replace(/\s+/g, " ")}`,
        );
      }
    }
  }
  return lines;
}
