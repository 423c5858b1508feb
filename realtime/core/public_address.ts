import { holdsAddress, type IpAddress, parseIpAddress, parseIpRange } from "./ip_address.ts";

const ranges = (texts: readonly string[]) => texts.flatMap((text) => parseIpRange(text) ?? []);

/** Of IPv4, what is not the public internet (RFC 6890 and the registry that it began). */
const NOT_PUBLIC_V4 = ranges([
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/3",
]);
/** Of IPv6 only this is given out (RFC 4291 §2.4) … */
const GLOBAL_V6 = ranges(["2000::/3"]);
/** … but for documentation, tunnels and translations, which lead to any IPv4 address. */
const NOT_PUBLIC_V6 = ranges(["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]);

/** Whether this is an address of the public internet; anything that can't be read is none. */
export function isPublicAddress(text: string): boolean {
  const address = parseIpAddress(text);
  if (!address) return false;
  const isIn = (list: ReturnType<typeof ranges>, one: IpAddress) =>
    list.some((range) => holdsAddress(range, one));
  return address.bits === 32
    ? !isIn(NOT_PUBLIC_V4, address)
    : isIn(GLOBAL_V6, address) && !isIn(NOT_PUBLIC_V6, address);
}
