import { writeAudit } from "./audit.ts";
import type { Database, Sql } from "./database.ts";
import type { Keyring } from "./keyring.ts";
import { TYPE_ID } from "./postgres_types.ts";
import { WRAPPED_COLUMNS, type WrappedColumn } from "./wrapped_columns.ts";

/** Rows of one transaction. */
const BATCH_ROWS = 500;
/** How often a table is gone through until nothing in it changes under the rotation. */
const PASSES_MAX = 5;

/** What became of one table's wrapped values. */
export interface RotatedTable {
  table: string;
  rewrapped: number;
  /** Under the newest key already. */
  newest: number;
  /** Ids of rows that no key of ENCRYPTION_KEY opens; they stay as they are. */
  unreadable: string[];
}

interface WrappedRow {
  id: number | string;
  wrapped: Uint8Array;
}

interface Batch {
  /** Where the next batch goes on; undefined after the last. */
  after: number | string | undefined;
  rewrapped: number;
  newest: number;
  unreadable: string[];
  /** Rows that somebody else changed meanwhile. */
  changed: number;
}

/**
 * Brings everything that the keyring wraps under its newest key, while the clinic runs. Each batch is a transaction with its
 * audit row, so what was done stays done when this stops in the middle, and the next time goes on with the rest. A value
 * that somebody changes at the same moment is left to them and looked at again.
 */
export async function rotateKeys(db: Database, keyring: Keyring): Promise<RotatedTable[]> {
  const tables: RotatedTable[] = [];
  for (const column of WRAPPED_COLUMNS) tables.push(await rotateColumn(db, keyring, column));
  return tables;
}

async function rotateColumn(db: Database, keyring: Keyring, column: WrappedColumn): Promise<RotatedTable> {
  let rewrapped = 0;
  for (let pass = 1; pass <= PASSES_MAX; pass++) {
    const found = await onePass(db, keyring, column);
    rewrapped += found.rewrapped;
    // A pass that found nothing to do has seen what was written during the one before it.
    if (found.rewrapped + found.changed === 0) {
      const { unreadable } = found;
      return { table: column.table, rewrapped, newest: found.newest - rewrapped, unreadable };
    }
  }
  throw new Error(
    `the keys in ${column.table} change while they are rewrapped: does a clinic still run with another ENCRYPTION_KEY?`,
  );
}

async function onePass(db: Database, keyring: Keyring, column: WrappedColumn): Promise<Omit<Batch, "after">> {
  const total = { rewrapped: 0, newest: 0, unreadable: [] as string[], changed: 0 };
  let after: number | string | undefined;
  do {
    const batch = await rotateBatch(db, keyring, column, after);
    total.rewrapped += batch.rewrapped;
    total.newest += batch.newest;
    total.changed += batch.changed;
    total.unreadable.push(...batch.unreadable);
    after = batch.after;
  } while (after !== undefined);
  return total;
}

async function rotateBatch(
  db: Database,
  keyring: Keyring,
  column: WrappedColumn,
  after: number | string | undefined,
): Promise<Batch> {
  const rows = await db.read((sql) => selectRows(sql, column, after));
  const results = await Promise.all(
    rows.map(async (row) => ({ row, result: await keyring.rewrap(row.wrapped) })),
  );
  const fresh = results.flatMap(({ row, result }) =>
    result.kind === "rewrapped" ? [{ id: row.id, old: row.wrapped, wrapped: result.token }] : []
  );
  const written = fresh.length > 0 ? await db.transaction((sql) => writeRows(sql, column, fresh)) : 0;
  return {
    after: rows.length === BATCH_ROWS ? rows.at(-1)?.id : undefined,
    rewrapped: written,
    newest: results.filter(({ result }) => result.kind === "newest").length,
    unreadable: results.flatMap(({ row, result }) => result.kind === "unreadable" ? [String(row.id)] : []),
    changed: fresh.length - written,
  };
}

async function selectRows(
  sql: Sql,
  { table, id, column, idType }: WrappedColumn,
  after: number | string | undefined,
): Promise<WrappedRow[]> {
  const rest = after === undefined ? sql`` : sql`and ${sql(id)} > ${after}::${sql.unsafe(idType)}`;
  return await sql<WrappedRow[]>`
    select ${sql(id)} as id, ${sql(column)} as wrapped from ${sql(table)}
    where ${sql(column)} is not null ${rest} order by ${sql(id)} limit ${BATCH_ROWS}`;
}

async function writeRows(
  sql: Sql,
  { table, id, idType, column }: WrappedColumn,
  rows: readonly { id: number | string; old: Uint8Array; wrapped: Uint8Array }[],
): Promise<number> {
  // The old value in the where clause makes a concurrent change win.
  const written = await sql`
    update ${sql(table)} t set ${sql(column)} = g.wrapped
    from unnest(${rows.map((one) => String(one.id))}::text[],
      ${sql.array(rows.map((one) => one.old), TYPE_ID.bytea)}::bytea[],
      ${sql.array(rows.map((one) => one.wrapped), TYPE_ID.bytea)}::bytea[]) as g (id, old, wrapped)
    where t.${sql(id)} = g.id::${sql.unsafe(idType)} and t.${sql(column)} = g.old
    returning 1`;
  if (written.length > 0) {
    await writeAudit(sql, {
      actorId: null,
      sessionId: null,
      action: "keys.rewrapped",
      objectType: table,
      objectId: `${rows[0]?.id}..${rows.at(-1)?.id}`,
      outcome: "done",
    });
  }
  return written.length;
}
