import { bundleForBrowser } from "./browser_bundle.ts";
import { launchChromium } from "./chromium.ts";
import { granted } from "./granted.ts";

const ORIGIN = "https://carewire.test/";

/** Evaluates an expression over `scenarios` in the page. */
export type Play = <T>(call: string) => Promise<T>;

/** Makes tests that run scenarios of one page module (it sets `globalThis.scenarios`), each in a browser of its own. */
export function scenarioTests(
  page: URL,
): (name: string, run: (play: Play, test: Deno.TestContext) => Promise<void>) => void {
  return (name, run) =>
    Deno.test({
      name,
      ignore: !granted("run", "net", "read", "write", "env", "sys"),
      // Playwright keeps its pipes to the browser until after the test that closed it.
      sanitizeOps: false,
      sanitizeResources: false,
      fn: (test) => withPage(page, (play) => run(play, test)),
    });
}

async function withPage(module: URL, run: (play: Play) => Promise<void>): Promise<void> {
  const bundle = await bundleForBrowser(module);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    // A secure origin without a server: getUserMedia is only there on such pages.
    await page.route(
      `${ORIGIN}**`,
      (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }),
    );
    await page.goto(ORIGIN);
    await page.addScriptTag({ content: bundle });
    await run((call) => page.evaluate(`scenarios.${call}`));
  } finally {
    await browser.close();
  }
}
