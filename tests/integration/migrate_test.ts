import type { Migration } from "../../db/migrate.ts";
import { assert, assertEquals, assertMatch } from "../support/assert.ts";
import { granted } from "../support/granted.ts";

const ignore = !granted("net", "run", "read", "write", "env", "sys");
const MIGRATIONS = new URL("../../db/migrations/", import.meta.url);

async function open() {
  const { migrate, readMigrations } = await import("../../db/migrate.ts");
  const { testDatabase } = await import("../support/test_database.ts");
  return { migrate, readMigrations, testDatabase };
}

/** Real files, and then one more of our own. */
function withNext(files: Migration[], text: string): Migration[] {
  const version = files.length + 1;
  const name = `${String(version).padStart(4, "0")}_next.sql`;
  return [...files, { version, name, text, checksum: `checksum of ${text}` }];
}

async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(() => undefined, (reason) => reason);
  assert(error instanceof Error, "it was not refused");
  return error.message;
}

Deno.test({
  name:
    "migrate() by four instances at once applies each file once, in order, and the next call none [MIG-1]",
  ignore,
  async fn() {
    const { migrate, readMigrations, testDatabase } = await open();
    await using test = await testDatabase();
    await test.db.transaction((sql) => sql`drop schema public cascade`);
    await test.db.transaction((sql) => sql`create schema public`);
    const files = await readMigrations(MIGRATIONS);
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(test.address)));
    assertEquals(applied.flat().sort(), files.map((file) => file.name));
    const rows = await test.db.read((sql) =>
      sql`select name, checksum from schema_migrations order by version`
    );
    assertEquals(rows.map((row) => ({ ...row })), files.map(({ name, checksum }) => ({ name, checksum })));
    assertEquals(await migrate(test.address), []);
  },
});

Deno.test({
  name: "migrate() leaves nothing of a file that fails, and applies it once it is mended [MIG-2]",
  ignore,
  async fn() {
    const { migrate, readMigrations, testDatabase } = await open();
    await using test = await testDatabase();
    const files = await readMigrations(MIGRATIONS);
    const broken = withNext(files, "create table half (n integer); select 1 / 0;");
    assertMatch(await refusal(migrate(test.address, broken)), /division by zero/);
    const whole = withNext(files, "create table half (n integer); insert into half values (1);");
    assertEquals(await migrate(test.address, whole), [whole.at(-1)?.name]);
    assertEquals((await test.db.read((sql) => sql`select n from half`)).length, 1);
  },
});

Deno.test({
  name: "migrate() refuses a changed or missing earlier file and a database newer than the program [MIG-3]",
  ignore,
  async fn() {
    const { migrate, readMigrations, testDatabase } = await open();
    await using test = await testDatabase();
    const files = await readMigrations(MIGRATIONS);
    const changed = files.map((file, index) => index === 0 ? { ...file, checksum: "another" } : file);
    assertMatch(
      await refusal(migrate(test.address, changed)),
      /"0001_people.sql" is not the file that was applied/,
    );
    assertMatch(await refusal(migrate(test.address, files.slice(0, -1))), /newer than this program/);
    await test.db.write((sql) => sql`delete from schema_migrations where version = 2`);
    assertMatch(await refusal(migrate(test.address)), /migration 2 is missing/);
  },
});

Deno.test({
  name: "readMigrations() refuses a gap in the numbers and a name of another form [MIG-3]",
  ignore,
  async fn() {
    const { readMigrations } = await open();
    const dir = await Deno.makeTempDir();
    const url = new URL(`file://${dir}/`);
    await Deno.writeTextFile(`${dir}/0001_first.sql`, "select 1;");
    assertEquals((await readMigrations(url)).map((file) => file.version), [1]);
    await Deno.writeTextFile(`${dir}/0003_third.sql`, "select 1;");
    assertMatch(await refusal(readMigrations(url)), /number 2, not "0003_third.sql"/);
    await Deno.rename(`${dir}/0003_third.sql`, `${dir}/0002 second.sql`);
    assertMatch(await refusal(readMigrations(url)), /not "0002 second.sql"/);
    await Deno.remove(dir, { recursive: true });
  },
});
