import postgres from "postgres";

/** SQLSTATEs of transactions that were rolled back because of others at the same time. */
const COLLISIONS = ["40001", "40P01"];
const UNIQUE_VIOLATION = "23505";
const CLIENT_ID_INDEX = "messages_sender_id_client_id_key";

/** Whether nothing was stored because another transaction stood in the way, so that another try will see what it did. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof postgres.PostgresError)) return false;
  return COLLISIONS.includes(error.code) ||
    (error.code === UNIQUE_VIOLATION && error.constraint_name === CLIENT_ID_INDEX);
}
