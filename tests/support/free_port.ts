/** Below the range that Linux gives to outgoing connections (ip_local_port_range starts at 32768). */
const FIRST = 20_000;
const COUNT = 12_000;

/** A port on loopback that nothing listens on. */
export function freePort(): number {
  for (let tries = 0; tries < 100; tries++) {
    const port = FIRST + Math.floor(Math.random() * COUNT);
    try {
      Deno.listen({ hostname: "127.0.0.1", port }).close();
      return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
  throw new Error("no free port found");
}
