import { parseEncryptionKeys } from "./core/encryption_key.ts";
import { type IpRange, parseIpRange } from "./core/ip_address.ts";
import { isLoopbackHost } from "./core/loopback.ts";
import { isTurnUrl } from "./ice_server_list.ts";
import type { Parsed } from "./variable.ts";

/** Most entries of a comma list. */
const LIST_MAX = 32;
const TEXT_LENGTH_MAX = 4_096;
const ISSUER_LENGTH_MAX = 500;

/** Any text in one line. */
export function text(given: string): Parsed<string> {
  if (given.length > TEXT_LENGTH_MAX) return wrong(`must have at most ${TEXT_LENGTH_MAX} characters`);
  // deno-lint-ignore no-control-regex
  return /[\0-\x1f]/.test(given) ? wrong("must be one line") : right(given);
}

/** A whole number in a range. */
export function whole(min: number, max: number): (given: string) => Parsed<number> {
  return (given) => {
    const value = /^\d{1,15}$/.test(given) ? Number(given) : NaN;
    return value >= min && value <= max
      ? right(value)
      : wrong(`must be a whole number from ${min} to ${max}`);
  };
}

const TRUE = ["1", "true", "yes", "on"];
const FALSE = ["0", "false", "no", "off"];

export function flag(given: string): Parsed<boolean> {
  const word = given.toLowerCase();
  if (TRUE.includes(word)) return right(true);
  return FALSE.includes(word) ? right(false) : wrong("must be true or false");
}

/** One of a few words. */
export function oneOf<const W extends string>(words: readonly W[]): (given: string) => Parsed<W> {
  return (given) => {
    const word = words.find((word) => word === given.toLowerCase());
    return word === undefined ? wrong(`must be one of ${words.join(", ")}`) : right(word);
  };
}

/** A host name or an IP address to listen on. */
export function host(given: string): Parsed<string> {
  const bare = given.replace(/^\[(.*)\]$/, "$1");
  const isName = /^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/.test(bare) && URL.canParse(`http://${bare}`);
  const isV6 = bare.includes(":") && URL.canParse(`http://[${bare}]`);
  return isName || isV6 ? right(bare) : wrong("must be a host name or an IP address");
}

/** A URL with one of these schemes (`postgres:`). */
export function url(...schemes: string[]): (given: string) => Parsed<string> {
  return (given) =>
    schemes.some((scheme) => given.startsWith(`${scheme}//`)) && URL.canParse(given) ? right(given) : wrong(
      `must be a URL that begins with ${schemes.map((scheme) => `${scheme}//`).join(" or ")}`,
    );
}

/** An https URL; plain http only to this machine. */
export function secureUrl(given: string): Parsed<string> {
  const parsed = URL.parse(given);
  const isGood = parsed && !parsed.username && !parsed.password && !parsed.hash &&
    (parsed.protocol === "https:" || (parsed.protocol === "http:" && isLoopbackHost(parsed.hostname)));
  return isGood ? right(given) : wrong("must be an https:// URL (http:// only for loopback)");
}

/** An OpenID Connect issuer identifier: a secure URL without query (OpenID Connect Core 1.0 §1.2). */
export function issuer(given: string): Parsed<string> {
  if (given.length > ISSUER_LENGTH_MAX) return wrong(`must have at most ${ISSUER_LENGTH_MAX} characters`);
  return given.includes("?") ? wrong("must be a URL without a query") : secureUrl(given);
}

/** An exact origin (RFC 6454), https unless it is this machine's. */
export function origin(given: string): Parsed<string> {
  const parsed = URL.parse(given);
  const isOrigin = parsed && secureUrl(given).ok && parsed.pathname === "/" && !/[?#*]/.test(given);
  return isOrigin
    ? right(parsed.origin)
    : wrong("must be an origin: https:// and a host, no path (http:// only for loopback)");
}

export const origins: (given: string) => Parsed<string[]> = list(origin);

/** One or more turn: URLs. */
export const turnUrls: (given: string) => Parsed<string[]> = list((given) =>
  isTurnUrl(given) ? right(given) : wrong("must be a turn: or turns: URL")
);

export const ipRanges: (given: string) => Parsed<IpRange[]> = list((given) => {
  const range = parseIpRange(given);
  return range ? right(range) : wrong("must be an IP address or a range such as 10.0.0.0/8");
});

/** The keys' shape only; the text itself is handed on. */
export function encryptionKeys(given: string): Parsed<string> {
  const parsed = parseEncryptionKeys(given);
  return parsed.ok ? right(given) : wrong(parsed.problem);
}

function list<T>(parse: (given: string) => Parsed<T>): (given: string) => Parsed<T[]> {
  return (given) => {
    const parts = given.split(",").map((part) => part.trim()).filter((part) => part !== "");
    if (parts.length < 1 || parts.length > LIST_MAX) {
      return wrong(`must list 1 to ${LIST_MAX}, comma-separated`);
    }
    const values: T[] = [];
    for (const [index, part] of parts.entries()) {
      const parsed = parse(part);
      if (!parsed.ok) return parts.length > 1 ? wrong(`entry ${index + 1} ${parsed.problem}`) : parsed;
      values.push(parsed.value);
    }
    return right(values);
  };
}

function right<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

function wrong(problem: string): { ok: false; problem: string } {
  return { ok: false, problem };
}
