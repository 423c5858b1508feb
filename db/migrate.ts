import { type DatabaseAddress, openDatabase, type Sql } from "./database.ts";

/** One numbered file of `db/migrations`. */
export interface Migration {
  version: number;
  name: string;
  text: string;
  /** SHA-256 of the text, in hex. */
  checksum: string;
}

/** A row of `schema_migrations`. */
export interface AppliedMigration {
  version: number;
  name: string;
  checksum: string;
}

/** The database and these migration files do not belong together; the message says which and what to do. */
export class MigrationRefused extends Error {
  override name = "MigrationRefused";
}

const FILE_NAME = /^(\d{4})_[a-z0-9_]+\.sql$/;
/** Any number that nothing else in the database locks; every instance uses this one. */
const LOCK_KEY = 7_204_118;
/** A server that is just starting gets this long to answer first. */
const CONNECTING_MS = 10_000;
/** One migration may take this long, waiting for another instance included. */
const MIGRATION_MS = 10 * 60_000;

/**
 * Brings a database up to date: each pending file in its own transaction, under an advisory lock, so that instances
 * that start together do it once. Gives the names applied. Throws MigrationRefused and DatabaseUnavailable.
 */
export async function migrate(address: DatabaseAddress, migrations?: Migration[]): Promise<string[]> {
  const files = migrations ?? await readMigrations(new URL("migrations/", import.meta.url));
  await using db = openDatabase(address, { poolSize: 1, readMs: CONNECTING_MS, transactionMs: MIGRATION_MS });
  await db.read((sql) => sql`select 1`);
  const names: string[] = [];
  while (true) {
    const applied = await db.transaction((sql) => applyNext(sql, files));
    if (!applied) return names;
    names.push(applied);
  }
}

/** Reads the numbered files of a directory, in order. Throws MigrationRefused for a wrong name or a gap. */
export async function readMigrations(dir: URL): Promise<Migration[]> {
  const names = (await Array.fromAsync(Deno.readDir(dir), (entry) => entry.name)).sort();
  return await Promise.all(names.map(async (name, index) => {
    const version = Number(FILE_NAME.exec(name)?.[1]);
    if (version !== index + 1) {
      throw new MigrationRefused(
        `Cannot read migrations: expected a file of number ${index + 1}, not "${name}"`,
      );
    }
    const text = await Deno.readTextFile(new URL(name, dir));
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
    return { version, name, text, checksum: new Uint8Array(digest).toHex() };
  }));
}

/** The files that are still to be applied. Throws MigrationRefused when the applied ones are not the first of them. */
export function pendingMigrations(files: Migration[], applied: AppliedMigration[]): Migration[] {
  const newest = applied.at(-1);
  if (newest && newest.version > files.length) {
    throw new MigrationRefused(
      `Cannot use this database: it is at "${newest.name}", newer than this program, which knows ${files.length} ` +
        "migrations. Start the newer program, or restore a backup from before it.",
    );
  }
  for (const [index, row] of applied.entries()) {
    const file = files[index];
    if (row.version !== index + 1 || !file) {
      throw new MigrationRefused(
        `Cannot use this database: migration ${index + 1} is missing before "${row.name}"`,
      );
    }
    if (row.checksum !== file.checksum) {
      throw new MigrationRefused(
        `Cannot use this database: "${file.name}" is not the file that was applied as "${row.name}". ` +
          "Put the original back and write a new migration instead.",
      );
    }
  }
  return files.slice(applied.length);
}

async function applyNext(sql: Sql, files: Migration[]): Promise<string | undefined> {
  await sql`select pg_advisory_xact_lock(${LOCK_KEY})`;
  await sql`
    create table if not exists schema_migrations (
      version integer primary key,
      name text not null,
      checksum text not null,
      applied_at timestamptz not null default now()
    )`;
  const applied = await sql<AppliedMigration[]>`
    select version, name, checksum from schema_migrations order by version`;
  const next = pendingMigrations(files, applied)[0];
  if (!next) return undefined;
  await sql.unsafe(next.text);
  await sql`
    insert into schema_migrations (version, name, checksum) values (${next.version}, ${next.name}, ${next.checksum})`;
  return next.name;
}
