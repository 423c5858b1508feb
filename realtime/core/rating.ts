/** How long after a call its rating can be given and changed, in milliseconds. */
export const RATING_OPEN_MS = 24 * 3_600_000;
/** Longest comment beside a rating, in UTF-16 code units. */
export const RATING_COMMENT_MAX = 500;
export const STARS_MAX = 5;

/** Until when a call can be rated, in milliseconds since the epoch; undefined where there was no talk to rate. */
export function ratingOpenUntil(connectedAt: string | null, endedAt: string | null): number | undefined {
  return connectedAt === null || endedAt === null ? undefined : Date.parse(endedAt) + RATING_OPEN_MS;
}
