/// <reference lib="dom" />
import { browserFacts } from "../models/browser_kind.ts";
import type { BrowserAbilities } from "../models/way_obstacle.ts";

/** What this browser can do. */
export function browserAbilities(): BrowserAbilities {
  const { inApp, system } = browserFacts(navigator.userAgent, navigator.maxTouchPoints);
  return {
    isSecure: isSecureContext,
    connects: "RTCPeerConnection" in globalThis,
    asksForMedia: "mediaDevices" in navigator,
    inApp,
    system,
  };
}
