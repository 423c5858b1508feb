/** Delays before each attempt to reconnect, in milliseconds (SPEC.md, "Client-Side Reconnection"); the last repeats. */
export const RECONNECT_DELAYS_MS = [1_000, 2_000, 4_000, 8_000, 16_000] as const;
export const RECONNECT_ATTEMPTS_MAX = 10;

/**
 * Milliseconds to wait before attempt number `attempt` (from 1), with full jitter, or undefined when the attempts
 * are used up. `chance` is a number in [0, 1).
 */
export function reconnectDelay(attempt: number, chance: number): number | undefined {
  if (attempt > RECONNECT_ATTEMPTS_MAX) return undefined;
  const step = Math.min(attempt, RECONNECT_DELAYS_MS.length) - 1;
  return Math.floor((RECONNECT_DELAYS_MS[step] ?? 0) * chance);
}
