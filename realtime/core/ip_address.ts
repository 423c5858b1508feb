/** One IPv4 or IPv6 address; an IPv4 address written as IPv6 (`::ffff:a.b.c.d`) counts as IPv4. */
export interface IpAddress {
  bits: 32 | 128;
  value: bigint;
}

/** All addresses whose first `prefix` bits are those of `start`. */
export interface IpRange {
  start: IpAddress;
  prefix: number;
}

const MAPPED = 0xffffn << 32n;

/** Reads an address, with or without brackets and zone, or undefined when it is none. */
export function parseIpAddress(text: string): IpAddress | undefined {
  const bare = text.replace(/^\[(.*)\]$/, "$1").replace(/%.*$/, "");
  if (!bare.includes(":")) {
    const value = parseV4(bare);
    return value === undefined ? undefined : { bits: 32, value };
  }
  const value = parseV6(bare);
  if (value === undefined) return undefined;
  return value >> 32n === MAPPED >> 32n ? { bits: 32, value: value & 0xffffffffn } : { bits: 128, value };
}

/** Reads an address or a range in CIDR form (RFC 4632), or undefined when it is neither. */
export function parseIpRange(text: string): IpRange | undefined {
  const [address = "", prefixText, ...rest] = text.split("/");
  const start = parseIpAddress(address);
  if (!start || rest.length > 0) return undefined;
  if (prefixText === undefined) return { start, prefix: start.bits };
  if (!/^\d{1,3}$/.test(prefixText) || Number(prefixText) > start.bits) return undefined;
  return { start, prefix: Number(prefixText) };
}

/** Whether `address` lies in `range`. */
export function holdsAddress(range: IpRange, address: IpAddress): boolean {
  if (range.start.bits !== address.bits) return false;
  const shift = BigInt(range.start.bits - range.prefix);
  return range.start.value >> shift === address.value >> shift;
}

/**
 * A name for the household behind an address, for limits: the IPv4 address itself, or the /64 of an IPv6 address,
 * because one line has all of those.
 */
export function addressGroup(text: string): string {
  const address = parseIpAddress(text);
  if (!address) return text;
  return address.bits === 32 ? `4:${address.value.toString(16)}` : `6:${(address.value >> 64n).toString(16)}`;
}

function parseV4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) {
    return undefined;
  }
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function parseV6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = [groupsOf(halves[0] ?? ""), groupsOf(halves[1] ?? "")];
  if (!head || !tail) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...new Array<number>(missing).fill(0), ...tail];
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
}

/** The 16-bit groups of one side of `::`; a dotted IPv4 tail gives two. */
function groupsOf(text: string): number[] | undefined {
  if (text === "") return [];
  const groups: number[] = [];
  for (const [index, part] of text.split(":").entries()) {
    if (part.includes(".")) {
      const value = index === text.split(":").length - 1 ? parseV4(part) : undefined;
      if (value === undefined) return undefined;
      groups.push(Number(value >> 16n), Number(value & 0xffffn));
    } else if (/^[0-9a-fA-F]{1,4}$/.test(part)) groups.push(parseInt(part, 16));
    else return undefined;
  }
  return groups;
}
