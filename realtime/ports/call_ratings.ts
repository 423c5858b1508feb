import type { Trail } from "./trail.ts";

/** What one person said of a call. */
export interface CallRating {
  userId: number;
  /** 1 (very bad) to 5 (very good); null where they did not want to say. */
  stars: number | null;
  comment: string | null;
  /** Milliseconds since the epoch. */
  ratedAt: number;
}

/** Ratings of calls, one of each person; comments are encrypted at rest. */
export interface CallRatings {
  of(callId: string): Promise<CallRating[]>;
  /** Writes a person's rating, over the one that there is. */
  put(callId: string, rating: CallRating, trail: Trail): Promise<void>;
}
