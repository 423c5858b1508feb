import type { Credential } from "../load/dialects.ts";
import { SocketPool, type Target } from "../load/socket_pool.ts";
import { type Figure, figure, meter, type Metered } from "../meter.ts";
import type { Person } from "../scene.ts";

/** Requests for tokens under way at once. */
const ASKING = 16;
/** Openings under way at once, as in a storm of reconnects. */
const STORM = 64;
/** What leaving takes is over by then. */
const SETTLE_MS = 4_000;

/** How fast people get in, all at once: everything until a socket can be used counts. */
export async function connectStorm(
  target: Target,
  people: readonly Person[],
  metered: Metered,
  credentials?: readonly Credential[],
): Promise<Figure> {
  const pool = new SocketPool(target);
  const stop = meter(metered);
  pool.open(people, { credentials, atOnce: STORM });
  const measured = figure(people.length, stop(), { lost: pool.timesTurnedAway });
  pool[Symbol.dispose]();
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  return measured;
}

/** Bearer tokens of these people, from their sessions. */
export async function bearersOf(port: number, people: readonly Person[]): Promise<Credential[]> {
  return await ask(port, people, "/api/auth/refresh", "token", (bearer) => ({ bearer }));
}

/** Tickets of these people, each good for one socket. */
export async function ticketsOf(port: number, people: readonly Person[]): Promise<Credential[]> {
  return await ask(port, people, "/api/realtime/ticket", "ticket", (ticket) => ({ ticket }));
}

async function ask(
  port: number,
  people: readonly Person[],
  path: string,
  field: string,
  credentialOf: (text: string) => Credential,
): Promise<Credential[]> {
  const origin = `http://127.0.0.1:${port}`;
  const found: Credential[] = [];
  for (let n = 0; n < people.length; n += ASKING) {
    found.push(
      ...await Promise.all(
        people.slice(n, n + ASKING).map(async ({ cookie }) => {
          const response = await fetch(`${origin}${path}`, {
            method: "POST",
            headers: { Origin: origin, Cookie: `carewire=${cookie}` },
          });
          const body = await response.json();
          if (typeof body[field] !== "string") {
            throw new Error(`${path}: ${response.status} ${JSON.stringify(body)}`);
          }
          return credentialOf(body[field]);
        }),
      ),
    );
  }
  return found;
}
