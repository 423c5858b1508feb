import type { Clock } from "../realtime/ports/clock.ts";
import type { Database } from "./database.ts";
import { openKeyring } from "./keyring.ts";
import { type RotatedTable, rotateKeys } from "./rotate_keys.ts";

/** Most ids of a table that are written out. */
const NAMED_MAX = 1_000;

/**
 * The command `keys:rotate`: brings every wrapped key under the newest key of ENCRYPTION_KEY and prints what it did. After
 * it the older keys may leave ENCRYPTION_KEY. Throws, naming tables and ids, when there are values that no key opens.
 */
export async function rotateAllKeys(
  { db, encryptionKey }: { db: Database; encryptionKey: string },
  clock: Clock,
): Promise<void> {
  const tables = await rotateKeys(db, await openKeyring(encryptionKey, clock));
  for (const { table, rewrapped, newest, unreadable } of tables) {
    console.log(
      `${table}: ${rewrapped} rewrapped, ${newest} already newest, ${unreadable.length} unreadable`,
    );
  }
  const problem = unreadableProblem(tables);
  if (problem) throw new Error(problem);
  console.log("Everything is under the newest key. Older keys can be removed from ENCRYPTION_KEY.");
}

function unreadableProblem(tables: readonly RotatedTable[]): string | undefined {
  const lists = tables.filter((one) => one.unreadable.length > 0).map(({ table, unreadable }) => {
    const more = unreadable.length > NAMED_MAX ? ` and ${unreadable.length - NAMED_MAX} more` : "";
    return `${table} ${unreadable.slice(0, NAMED_MAX).join(", ")}${more}`;
  });
  if (lists.length === 0) return undefined;
  return `no key of ENCRYPTION_KEY opens these, and they were left as they are: ${lists.join("; ")}`;
}
