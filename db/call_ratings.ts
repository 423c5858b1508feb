import type { CallRating, CallRatings } from "../realtime/ports/call_ratings.ts";
import type { Trail } from "../realtime/ports/trail.ts";
import { writeAudit } from "./audit.ts";
import { decryptText, encryptText } from "./data_keys.ts";
import type { Database, Sql } from "./database.ts";
import type { PersonKeys } from "./person_keys.ts";

interface RatingRow {
  user_id: number;
  stars: number | null;
  encrypted_comment: Uint8Array | null;
  wrapped_key: Uint8Array | null;
  rated_at: Date;
}

/** Ratings in PostgreSQL; comments are Fernet tokens under the key of whoever wrote them. */
export function callRatings(db: Database, keys: PersonKeys): CallRatings {
  return {
    of: (callId) => db.read((sql) => ratingsOf(sql, keys, callId)),
    put: (callId, rating, trail) => db.transaction((sql) => putRating(sql, keys, { callId, rating, trail })),
  };
}

async function ratingsOf(sql: Sql, keys: PersonKeys, callId: string): Promise<CallRating[]> {
  const rows = await sql<RatingRow[]>`
    select r.user_id, r.stars, r.encrypted_comment, k.wrapped_key, r.rated_at
    from call_ratings r left join person_keys k on k.user_id = r.user_id
    where r.call_id = ${callId} order by r.user_id`;
  return await Promise.all(rows.map(async (row) => ({
    userId: row.user_id,
    stars: row.stars,
    comment: await commentOf(keys, row),
    ratedAt: row.rated_at.getTime(),
  })));
}

async function commentOf(keys: PersonKeys, row: RatingRow): Promise<string | null> {
  if (row.encrypted_comment === null || row.wrapped_key === null) return null;
  return await decryptText(await keys.open(row.user_id, row.wrapped_key), row.encrypted_comment);
}

async function putRating(
  sql: Sql,
  keys: PersonKeys,
  { callId, rating, trail }: { callId: string; rating: CallRating; trail: Trail },
): Promise<void> {
  const { userId, stars, comment, ratedAt } = rating;
  const encrypted = comment === null
    ? null
    : await encryptText(await keys.forPerson(sql, userId), comment, ratedAt);
  await sql`
    insert into call_ratings (call_id, user_id, stars, encrypted_comment, rated_at)
    values (${callId}, ${userId}, ${stars}, ${encrypted}, ${new Date(ratedAt)})
    on conflict (call_id, user_id) do update
      set stars = excluded.stars, encrypted_comment = excluded.encrypted_comment, rated_at = excluded.rated_at`;
  await writeAudit(sql, { ...trail, objectType: "call", objectId: callId, outcome: "done" });
}
