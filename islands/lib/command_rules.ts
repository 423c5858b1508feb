import type { ClientEvent } from "../../realtime/core/client_events.ts";
import type { SocketCode } from "../../realtime/core/frame.ts";

/** How long a command stays worth doing, in milliseconds; the others may wait for ever. */
const LIFE_MS: Partial<Record<ClientEvent, number>> = {
  initiate_call: 15_000, // Nobody should ring minutes after the click.
  accept_call: 60_000,
  "call:media": 15_000,
};

/** Before each further try of a refused command, in milliseconds; the last repeats until the command expires. */
const RETRY_DELAYS_MS = [500, 1_000, 2_000, 4_000, 8_000] as const;

/** When a command made at `now` is given up. */
export function expiryOf(event: ClientEvent, now: number): number {
  return now + (LIFE_MS[event] ?? Infinity);
}

/**
 * Milliseconds until a refused command is sent again, or undefined when its refusal stands. Only the server's
 * passing troubles are tried again, for as long as the command is worth doing; all commands may be repeated, because each carries an id or names a state.
 */
export function retryDelay(code: SocketCode, tries: number, chance: number): number | undefined {
  if (code !== "rate_limited" && code !== "unavailable") return undefined;
  const delay = RETRY_DELAYS_MS[Math.min(tries, RETRY_DELAYS_MS.length) - 1] ?? 0;
  return Math.round(delay * (0.5 + chance / 2));
}
