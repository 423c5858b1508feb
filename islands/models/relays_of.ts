import { type Transport, TRANSPORTS } from "../../realtime/core/device_check_limits.ts";
import type { IceServerObject } from "../../realtime/core/objects.ts";

/** The relays among some ICE servers, by what media travels over to them (RFC 7065); in the order of their delay. */
export function relaysOf(servers: readonly IceServerObject[]): [Transport, IceServerObject[]][] {
  const all = servers.flatMap(({ urls, ...credentials }) =>
    [urls].flat().flatMap((url) => {
      const transport = transportOf(url);
      return transport ? [{ transport, server: { urls: url, ...credentials } }] : [];
    })
  );
  return TRANSPORTS.flatMap((transport) => {
    const own = all.filter((one) => one.transport === transport).map((one) => one.server);
    return own.length > 0 ? [[transport, own]] : [];
  });
}

function transportOf(url: string): Transport | null {
  if (url.startsWith("turns:")) return "tls";
  if (!url.startsWith("turn:")) return null;
  return url.endsWith("?transport=tcp") ? "tcp" : "udp";
}
