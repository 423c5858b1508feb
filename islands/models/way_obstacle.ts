import type { SystemKind } from "./browser_kind.ts";

/** Why a visit by video will not work in the browser that a link was opened with. */
export type WayObstacle =
  /** The browser of an app, by the app's name where that is known. */
  | { name: "in_app"; app: string; system: "ios" | "android" | "other" }
  /** The address under which the same page is secure. */
  | { name: "insecure"; url: string }
  | { name: "unsupported" };

/** What a browser can do, and where it is. */
export interface BrowserAbilities {
  isSecure: boolean;
  /** Whether it can make connections for calls. */
  connects: boolean;
  /** Whether pages can ask for camera and microphone; never so on an insecure page. */
  asksForMedia: boolean;
  /** Null in a browser of its own right. */
  inApp: string | null;
  system: SystemKind;
}

/** The first thing to mend; `url` is the page's own address, the link included. */
export function wayObstacle(can: BrowserAbilities, url: string): WayObstacle | null {
  // Another browser mends everything else, too.
  if (can.inApp !== null) {
    const system = can.system === "ios" || can.system === "android" ? can.system : "other";
    return { name: "in_app", app: can.inApp, system };
  }
  if (!can.connects) return { name: "unsupported" };
  if (!can.isSecure) return { name: "insecure", url: url.replace(/^http:/, "https:") };
  return can.asksForMedia ? null : { name: "unsupported" };
}
