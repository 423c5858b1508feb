import { parseIpAddress } from "./ip_address.ts";
import { isLoopbackHost } from "./loopback.ts";

export const PUSH_ENDPOINT_LENGTH_MAX = 2_048;

/** Ends of names that lead nowhere but into somebody's own network (RFC 6762, RFC 8375, ICANN's `internal`). */
const PRIVATE_NAME = /(^|\.)(local|localhost|internal|intranet|lan|home|corp|arpa|test|invalid|onion)$/;

/**
 * What is wrong with the address of a push service, or undefined. It comes from the browser, so it could name anything: it must
 * be https at a public name. On a clinic that is itself on loopback, loopback may be named too.
 */
export function pushEndpointProblem(
  text: string,
  { allowsLoopback }: { allowsLoopback: boolean },
): string | undefined {
  if (text.length > PUSH_ENDPOINT_LENGTH_MAX || !URL.canParse(text)) return "This is no address.";
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") return "An address with a password is not taken.";
  if (isLoopbackHost(hostOf(url)) && allowsLoopback) {
    return /^https?:$/.test(url.protocol) ? undefined : "This is not https.";
  }
  if (url.protocol !== "https:") return "This is not https.";
  if (url.port !== "") return "Only the usual port of https is taken.";
  const host = hostOf(url);
  if (parseIpAddress(host) || !host.includes(".") || PRIVATE_NAME.test(host)) {
    return "This is not the name of a public server.";
  }
  return undefined;
}

/** The host of a URL without brackets and the dot that ends an absolute name. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "").toLowerCase();
}
