import type { Context } from "hono";

/** Given with each request: the address of who sent it, behind proxies too. */
export interface RemoteBindings {
  remoteAddress?: string;
}

/** The address that sent a request, where the wiring knows it. */
export function remoteAddress(c: Context): string | undefined {
  return (c.env as RemoteBindings | undefined)?.remoteAddress;
}
