import { holdsAddress, parseIpAddress, parseIpRange } from "./ip_address.ts";

const LOOPBACK = ["127.0.0.0/8", "::1"].flatMap((text) => parseIpRange(text) ?? []);

/** Whether a host name or address can only be reached from this machine (RFC 6890, RFC 6761 §6.3). */
export function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  if (name === "localhost" || name.endsWith(".localhost")) return true;
  const address = parseIpAddress(name);
  return address !== undefined && LOOPBACK.some((range) => holdsAddress(range, address));
}
