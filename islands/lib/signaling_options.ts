import type { ClientEvent } from "../../realtime/core/client_events.ts";
import type { Unsubscribe } from "./emitter.ts";
import type { Host } from "./host.ts";
import type { PageNotices } from "./page_watch.ts";
import type { SocketLike } from "./socket_link.ts";
import { SUBPROTOCOL, TICKET_PREFIX } from "./wire_limits.ts";

/** All have defaults that suit a page of Carewire itself. */
export interface SignalingOptions {
  /** Address of the socket; `/ws` of this page's server by default. */
  url?: string | URL;
  /** A UUID that stays the same when this page connects again; one per tab by default. */
  deviceId?: string;
  /** Fetches a one-time ticket for pages without our cookie; asked before every connection. */
  ticket?: () => Promise<string>;
  createSocket?: (url: string, protocols: string[]) => SocketLike;
  host?: Host;
  /** Keeps a command beyond the life of this page; what it returns is called once the command is answered. */
  keep?: (event: ClientEvent, data: unknown) => (() => void) | undefined;
  watchPage?: (notices: PageNotices) => Unsubscribe;
}

/** The socket's address with the device id. */
export function socketUrl(url: string | URL | undefined, deviceId: string, page: string | undefined): string {
  const target = new URL(url ?? "/ws", page);
  target.protocol = target.protocol.replace("http", "ws");
  target.searchParams.set("device_id", deviceId);
  return target.href;
}

/** The subprotocols to offer. */
export function subprotocols(ticket: string | undefined): string[] {
  return ticket === undefined ? [SUBPROTOCOL] : [SUBPROTOCOL, `${TICKET_PREFIX}${ticket}`];
}
