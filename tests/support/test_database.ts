import {
  type Database,
  type DatabaseAddress,
  type DatabaseOptions,
  openDatabase,
} from "../../db/database.ts";
import { migrate, readMigrations } from "../../db/migrate.ts";
import { startTestServer, TEST_SERVER_VARIABLE } from "./test_server.ts";

/** A fresh, migrated database of its own; disposing closes and drops it. */
export interface TestDatabase extends AsyncDisposable {
  db: Database;
  /** For further connections to it, as `openDatabase` takes it. */
  address: DatabaseAddress;
}

/** How a server's databases are addressed. */
type AddressOf = (database: string) => DatabaseAddress;

const ADMIN_MS = 30_000;
const LOCK_KEY = 7_204_119;
const MIGRATIONS = new URL("../../db/migrations/", import.meta.url);

/**
 * Makes a database from a migrated template: on the server of `TEST_DATABASE_URL`, else on the one that the test
 * runner has started, else on one of its own. Use it inside the test: `await using test = await testDatabase()`.
 */
export async function testDatabase(options: DatabaseOptions = {}): Promise<TestDatabase> {
  await using opening = new AsyncDisposableStack();
  const addressOf = sharedServer() ?? await ownServer(opening);
  const admin = opening.use(openDatabase(addressOf("postgres"), { poolSize: 1, writeMs: ADMIN_MS }));
  const template = await ensureTemplate(admin, addressOf);
  const name = `carewire_test_${crypto.randomUUID().replaceAll("-", "")}`;
  await admin.write((sql) => sql`create database ${sql(name)} template ${sql(template)}`);
  opening.defer(async () => {
    await admin.write((sql) => sql`drop database if exists ${sql(name)} with (force)`);
  });
  const db = opening.use(openDatabase(addressOf(name), options));
  const stack = opening.move();
  return { db, address: addressOf(name), [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** The same address as a DATABASE_URL. */
export function urlOf(address: DatabaseAddress): string {
  if ("url" in address) return address.url;
  const { user, socketDir, database } = address;
  return `postgresql://${user}@localhost/${database}?host=${encodeURIComponent(socketDir)}`;
}

function sharedServer(): AddressOf | undefined {
  const url = Deno.env.get("TEST_DATABASE_URL");
  if (url) return (database) => ({ url: Object.assign(new URL(url), { pathname: `/${database}` }).href });
  const [socketDir, user] = Deno.env.get(TEST_SERVER_VARIABLE)?.split("|") ?? [];
  return socketDir && user ? (database) => ({ socketDir, user, database }) : undefined;
}

async function ownServer(opening: AsyncDisposableStack): Promise<AddressOf> {
  const { socketDir, user } = opening.use(await startTestServer());
  return (database) => ({ socketDir, user, database });
}

/** The template's name says which migrations it has; whoever comes first makes it, the others wait. */
async function ensureTemplate(admin: Database, addressOf: AddressOf): Promise<string> {
  const files = await readMigrations(MIGRATIONS);
  const all = new TextEncoder().encode(files.map((file) => file.checksum).join());
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", all)).toHex();
  const name = `carewire_template_${digest.slice(0, 16)}`;
  await admin.write(async (sql) => {
    await sql`select pg_advisory_lock(${LOCK_KEY})`;
    const [made] = await sql`select 1 from pg_database where datname = ${name}`;
    if (!made) {
      const unfinished = `${name}_unfinished`;
      await sql`drop database if exists ${sql(unfinished)} with (force)`;
      await sql`create database ${sql(unfinished)}`;
      await migrate(addressOf(unfinished), files);
      await sql`alter database ${sql(unfinished)} rename to ${sql(name)}`;
    }
    await sql`select pg_advisory_unlock(${LOCK_KEY})`;
  });
  return name;
}
