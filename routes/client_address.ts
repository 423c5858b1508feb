import { holdsAddress, type IpRange, parseIpAddress } from "../realtime/core/ip_address.ts";

/**
 * The address that sent a request. `X-Forwarded-For` is believed only as far as it was written by trusted proxies, read
 * from its end: the first address that is not one of them is the client's.
 */
export function clientAddress(
  request: Request,
  info: { remoteAddr: Deno.Addr },
  trustedProxies: readonly IpRange[],
): string | undefined {
  const peer = "hostname" in info.remoteAddr ? info.remoteAddr.hostname : undefined;
  if (peer === undefined || !isTrusted(peer, trustedProxies)) return peer;
  const hops = (request.headers.get("X-Forwarded-For") ?? "").split(",").map((hop) => hop.trim());
  let client = peer;
  for (const hop of hops.reverse()) {
    if (!parseIpAddress(hop)) break;
    client = hop;
    if (!isTrusted(hop, trustedProxies)) break;
  }
  return client;
}

function isTrusted(text: string, ranges: readonly IpRange[]): boolean {
  const address = parseIpAddress(text);
  return address !== undefined && ranges.some((range) => holdsAddress(range, address));
}
