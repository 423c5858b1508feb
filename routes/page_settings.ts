import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { isZone } from "../islands/format.ts";
import type { BuildManifest } from "../islands/kit/build_manifest.ts";
import { type Moment, momentAt } from "../islands/kit/moment.ts";
import type { Clock } from "../realtime/ports/clock.ts";

/** What every page needs from the wiring. */
export interface PageSettings {
  manifest: BuildManifest;
  clock: Clock;
}

declare module "hono" {
  interface ContextVariableMap {
    pageSettings: PageSettings;
    /** Of this one response's Content-Security-Policy. */
    nonce: string;
  }
}

/** The zone that the boot script found in this browser. */
const ZONE_COOKIE = "carewire_zone";

/** Hands the settings to `renderPage`; goes before all routes that render pages. */
export function pageSettings(settings: PageSettings): MiddlewareHandler {
  return async function withPageSettings(c, next) {
    c.set("pageSettings", settings);
    await next();
  };
}

/** Now, in the zone of whoever asks. */
export function momentOf(c: Context): Moment {
  const zone = getCookie(c, ZONE_COOKIE) ?? "";
  return momentAt(c.get("pageSettings").clock.now(), isZone(zone) ? zone : "");
}
