import type { Identity } from "./core/identity.ts";
import { identifySession } from "./identify.ts";
import { hashSecret, makeSecret, SECRET_PATTERN } from "./secret.ts";
import type { SignInDeps } from "./sign_in_deps.ts";

/** How long a ticket waits for its one use. */
export const TICKET_LIFETIME_MS = 30_000;

export interface Ticket {
  ticket: string;
  expiresAtMs: number;
}

/** Makes a single-use ticket with which a program that has no cookie opens a socket, on any instance. */
export async function makeTicket(deps: SignInDeps, who: Identity): Promise<Ticket> {
  const secret = await makeSecret(deps.chance);
  const nowMs = deps.clock.now();
  const expiresAtMs = nowMs + TICKET_LIFETIME_MS;
  await deps.tickets.keep({ hash: secret.hash, sessionId: who.sessionId, expiresAtMs, nowMs });
  return { ticket: secret.text, expiresAtMs };
}

/** Takes a ticket: who made it, once and in time, while the session runs; else undefined. */
export async function takeTicket(deps: SignInDeps, ticket: string): Promise<Identity | undefined> {
  if (!SECRET_PATTERN.test(ticket)) return undefined;
  const sessionId = await deps.tickets.take(await hashSecret(ticket), deps.clock.now());
  return sessionId === undefined ? undefined : await identifySession(deps, sessionId);
}
