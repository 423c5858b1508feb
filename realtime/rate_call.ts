import { relationToCall } from "./call_relation.ts";
import { isoTime } from "./core/call_object.ts";
import type { Identity } from "./core/identity.ts";
import type { HistoryEntryObject, RatingObject } from "./core/objects.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import { ratingOpenUntil } from "./core/rating.ts";
import { may } from "./core/rights.ts";
import type { CallRating, CallRatings } from "./ports/call_ratings.ts";
import type { Clock } from "./ports/clock.ts";
import type { HistoryStore } from "./ports/history_store.ts";

export interface RatingDeps {
  history: Pick<HistoryStore, "entry">;
  ratings: CallRatings;
  clock: Clock;
}

/** Keeps what somebody who took part says of a call; it may be changed until a day after its end. */
export async function rateCall(
  deps: RatingDeps,
  who: Identity,
  callId: string,
  said: { stars: number | null; comment?: string | null },
): Promise<Outcome<RatingObject>> {
  const found = await ownCall(deps, who, callId);
  if (!found.ok) return found;
  const { connected_at, ended_at } = found.value;
  const until = ratingOpenUntil(connected_at, ended_at);
  const now = deps.clock.now();
  if (until === undefined) return refuse("conflict", "Only a call that took place and is over can be rated.");
  if (now > until) return refuse("conflict", "This call was too long ago to be rated.");
  const rating: CallRating = {
    userId: who.userId,
    stars: said.stars,
    comment: said.stars === null ? null : said.comment || null,
    ratedAt: now,
  };
  const trail = { actorId: who.userId, sessionId: who.sessionId, action: "rating.given" };
  await deps.ratings.put(callId, rating, trail);
  return accept(ratingObjectOf(rating));
}

/** What this person said of a call. */
export async function readRating(
  deps: RatingDeps,
  who: Identity,
  callId: string,
): Promise<Outcome<RatingObject | null>> {
  const found = await ownCall(deps, who, callId);
  if (!found.ok) return found;
  const own = (await deps.ratings.of(callId)).find((one) => one.userId === who.userId);
  return accept(own ? ratingObjectOf(own) : null);
}

/** What everybody said of a call, for those who look after all of them; nothing for others. */
export async function ratingsFor(
  deps: Pick<RatingDeps, "ratings">,
  who: Identity,
  call: HistoryEntryObject,
): Promise<RatingObject[] | undefined> {
  if (!may(who.role, "rating.read_all", relationToCall(call, who))) return undefined;
  return (await deps.ratings.of(call.call_id)).map(ratingObjectOf);
}

async function ownCall(
  deps: RatingDeps,
  who: Identity,
  callId: string,
): Promise<Outcome<HistoryEntryObject>> {
  const call = await deps.history.entry(callId);
  // Those who may join a call are those who may say how it was.
  return call && may(who.role, "call.join", relationToCall(call, who))
    ? accept(call)
    : refuse("not_found", "There is no such call.");
}

function ratingObjectOf({ userId, stars, comment, ratedAt }: CallRating): RatingObject {
  return { user_id: userId, stars, comment, rated_at: isoTime(ratedAt) };
}
