import type { Browser } from "playwright-core";
import { launchChromium } from "./chromium.ts";
import { granted } from "./granted.ts";
import { type ServerOptions, ServerProcess, tempDataDir } from "./server_process.ts";
import { VisitWindow } from "./visit_window.ts";

export const PHONE = { width: 390, height: 844 };
export const DESKTOP = { width: 1280, height: 800 };

/** A demo clinic in a process of its own, and a browser. */
export interface BrowserScene {
  browser: Browser;
  server: ServerProcess;
  origin: string;
  /** Signs somebody of the demo clinic in, in a profile of their own. */
  open(email: string, viewport?: typeof PHONE): Promise<VisitWindow>;
}

/** A test in real Chromium with a clinic of its own. */
export function browserTest(
  name: string,
  fn: (scene: BrowserScene) => Promise<void>,
  env: ServerOptions["env"] = {},
): void {
  Deno.test({
    name,
    ignore: !granted("read", "write", "run", "net", "env", "sys"),
    // Playwright keeps pipes and timers of its own until the process ends.
    sanitizeOps: false,
    sanitizeResources: false,
    async fn() {
      await using dataDir = await tempDataDir();
      await using server = await ServerProcess.start({ dataDir: dataDir.path, env });
      const browser = await launchChromium();
      try {
        const { origin } = server;
        const open = (email: string, viewport = DESKTOP) =>
          VisitWindow.open(browser, origin, email, viewport);
        await fn({ browser, server, origin, open });
      } finally {
        await browser.close();
      }
    },
  });
}
