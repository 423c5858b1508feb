/** The IPv4 and IPv6 addresses of a name; rejects when it has neither, or nobody can be asked. */
export async function addressesOf(host: string): Promise<string[]> {
  const found = await Promise.allSettled([Deno.resolveDns(host, "A"), Deno.resolveDns(host, "AAAA")]);
  const addresses = found.flatMap((one) => one.status === "fulfilled" ? one.value : []);
  if (addresses.length === 0) throw new Error(`Cannot find an address of "${host}"`);
  return addresses;
}
