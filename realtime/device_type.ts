import type { DeviceType } from "./core/fields.ts";

/** What kind of device a User-Agent speaks of; browsers on a desk are "web". */
export function deviceTypeOf(userAgent: string | null | undefined): DeviceType {
  return /\b(Mobi|Android|iPhone|iPad)/.test(userAgent ?? "") ? "mobile" : "web";
}
