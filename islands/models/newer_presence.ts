import type { PresenceObject } from "../../realtime/core/objects.ts";

/** What is known of everybody after news of one person; what is older than the known changes nothing. */
export function newerPresence(
  known: ReadonlyMap<number, PresenceObject>,
  news: PresenceObject,
): ReadonlyMap<number, PresenceObject> {
  const version = known.get(news.user_id)?.version;
  // News without a version come from a server that does not count.
  if (version !== undefined && news.version !== undefined && news.version < version) return known;
  return new Map(known).set(news.user_id, news);
}
