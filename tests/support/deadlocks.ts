import type { Database } from "../../db/database.ts";

/** How many deadlocks the server has broken up in this database. */
export async function deadlocks(db: Database): Promise<number> {
  const [row] = await db.read((sql) =>
    sql<{ deadlocks: number }[]>`
      select deadlocks from pg_stat_database where datname = current_database()`
  );
  return row?.deadlocks ?? 0;
}
