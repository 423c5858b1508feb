import type { Browser } from "playwright-core";

const CHROMIUM = "/usr/bin/chromium";

/** Flags with which headless Chromium makes real calls: fake camera and microphone, no prompts, host candidates in the open. */
export const CHROMIUM_FLAGS: readonly string[] = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  "--autoplay-policy=no-user-gesture-required",
  "--disable-features=WebRtcHideLocalIpsWithMdns",
];

/**
 * Starts headless Chromium. `without` leaves flags out (no fake devices, no automatic consent), `more` adds some. The caller must
 * close it in `finally`: an open browser keeps the test process alive.
 */
export async function launchChromium(
  options: { without?: readonly string[]; more?: readonly string[] } = {},
): Promise<Browser> {
  // Playwright touches the environment when it is loaded, so only tests that have the permission may load it.
  const { chromium } = await import("playwright-core");
  const args = CHROMIUM_FLAGS.filter((flag) => !options.without?.includes(flag)).concat(options.more ?? []);
  return await chromium.launch({ executablePath: CHROMIUM, headless: true, args });
}
