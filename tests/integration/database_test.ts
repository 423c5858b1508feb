import type { DatabaseUnavailable as Unavailable } from "../../db/database.ts";
import { assert, assertEquals, assertMatch } from "../support/assert.ts";
import { granted } from "../support/granted.ts";

const ignore = !granted("net", "run", "read", "write", "env", "sys");
const CLOSE_MS_MAX = 2_000;

async function open() {
  const { DatabaseUnavailable, openDatabase } = await import("../../db/database.ts");
  const { testDatabase } = await import("../support/test_database.ts");
  const unavailable = (error: Error): error is Unavailable => error instanceof DatabaseUnavailable;
  return { openDatabase, testDatabase, unavailable };
}

async function failure(work: Promise<unknown>): Promise<Error> {
  const error = await work.then(() => undefined, (reason) => reason);
  assert(error instanceof Error, "it did not fail");
  return error;
}

Deno.test({
  name: "Database.read() gives the documented JavaScript type for each column type and array [DB-2]",
  ignore,
  async fn() {
    const { testDatabase } = await open();
    await using test = await testDatabase();
    const ids = ["6f1ed002-ab5f-4f3c-8f3c-1f2d3e4f5a6b"];
    const [row] = await test.db.read((sql) =>
      sql`
        select 9007199254740991::int8 as big, '2024-01-02T03:04:05.678Z'::timestamptz as at, '\\x00ff'::bytea as bytes,
          ${sql.json({ a: [1] })}::jsonb as data, ${[3, 4]}::int4[] as numbers, ${ids}::uuid[] as ids,
          ${["a,b", 'c"\\', null]}::text[] as texts, ${new Uint8Array([
        1,
        2,
      ])}::bytea as sent, null as nothing`
    );
    assertEquals({ ...row }, {
      big: 9007199254740991,
      at: new Date("2024-01-02T03:04:05.678Z"),
      bytes: new Uint8Array([0, 255]),
      data: { a: [1] },
      numbers: [3, 4],
      ids,
      texts: ["a,b", 'c"\\', null],
      sent: new Uint8Array([1, 2]),
      nothing: null,
    });
    const tooBig = await failure(test.db.read((sql) => sql`select 9007199254740992::int8`));
    assertMatch(tooBig.message, /not a safe integer/);
  },
});

Deno.test({
  name:
    "Database throws DatabaseUnavailable at the deadline, and the next call has a fresh connection [DB-3]",
  ignore,
  async fn() {
    const { testDatabase, unavailable } = await open();
    await using test = await testDatabase({ poolSize: 2, readMs: 300, writeMs: 300, transactionMs: 300 });
    const slow = [
      test.db.read((sql) => sql`select pg_sleep(5)`),
      test.db.transaction((sql) => sql`select pg_sleep(5)`),
      test.db.write((sql) => sql`select 'had to wait for a connection, too'`),
    ];
    for (const error of await Promise.all(slow.map(failure))) assert(unavailable(error), String(error));
    assertEquals((await test.db.read((sql) => sql`select 1 as one`)).length, 1);
  },
});

Deno.test({
  name: "Database.transaction() keeps nothing when its scope throws or swallows a failed statement [DB-4]",
  ignore,
  async fn() {
    const { testDatabase } = await open();
    await using test = await testDatabase();
    await test.db.write((sql) => sql`create table kept (n integer primary key)`);
    const thrown = await failure(test.db.transaction(async (sql) => {
      await sql`insert into kept values (1)`;
      throw new RangeError("changed my mind");
    }));
    assert(thrown instanceof RangeError);
    const swallowed = await failure(test.db.transaction(async (sql) => {
      await sql`insert into kept values (2)`;
      await sql`insert into kept values (2)`.catch(() => {});
    }));
    assertMatch(swallowed.message, /Cannot commit/);
    assertEquals((await test.db.read((sql) => sql`select * from kept`)).length, 0);
  },
});

Deno.test({
  name:
    "Database.transaction() lets no statement out of its scope, and none in after its connection died [DB-4]",
  ignore,
  async fn() {
    const { testDatabase, unavailable } = await open();
    await using test = await testDatabase();
    await test.db.write((sql) => sql`create table kept (n integer)`);
    const escaped = await test.db.transaction((sql) => Promise.resolve({ sql }));
    assertMatch((await failure((async () => await escaped.sql`select 1`)())).message, /its scope is over/);
    const half = await failure(test.db.transaction(async (sql) => {
      const prepared = sql`insert into kept values (2)`;
      await sql`insert into kept values (1)`;
      await sql`select pg_terminate_backend(pg_backend_pid())`.catch(() => {});
      await prepared;
      await sql`insert into kept values (3)`;
    }));
    assert(unavailable(half), String(half));
    assertEquals((await test.db.read((sql) => sql`select * from kept`)).length, 0);
  },
});

Deno.test({
  name: "Database.read() is tried again on a lost connection, write() is not once it was sent [DB-2]",
  ignore,
  async fn() {
    const { testDatabase, unavailable } = await open();
    await using test = await testDatabase();
    let reads = 0;
    const [row] = await test.db.read(async (sql) => {
      if (++reads === 1) await sql`select pg_terminate_backend(pg_backend_pid())`;
      return await sql`select 'answered' as text`;
    });
    assertEquals([row?.text, reads], ["answered", 2]);
    let writes = 0;
    const error = await failure(test.db.write(async (sql) => {
      writes++;
      await sql`select pg_terminate_backend(pg_backend_pid())`;
    }));
    assert(unavailable(error), String(error));
    assertEquals(writes, 1);
  },
});

Deno.test({
  name: "Database throws an ordinary error of a statement as it is and keeps its connection [DB-3]",
  ignore,
  async fn() {
    const { testDatabase } = await open();
    await using test = await testDatabase({ poolSize: 1 });
    const backend = () => test.db.read((sql) => sql`select pg_backend_pid() as pid`);
    const [before] = await backend();
    const error = await failure(test.db.write((sql) => sql`insert into users (email) values (null)`));
    assertEquals((error as Error & { code: string }).code, "23502");
    assertEquals((await backend())[0]?.pid, before?.pid);
  },
});

Deno.test({
  name: "Database says soon that there is no server or no such database, and never shows the password [DB-3]",
  ignore,
  async fn() {
    const { openDatabase, unavailable } = await open();
    const url = "postgres://someone:secret-word@127.0.0.1:9/nothing";
    await using db = openDatabase({ url }, { readMs: 300 });
    const error = await failure(db.read((sql) => sql`select 1`));
    assert(unavailable(error), String(error));
    assertMatch(error.message, /ECONNREFUSED/);
    assert(!Deno.inspect(error).includes("secret-word"));
    assertEquals(await db.ready(), false);
  },
});

Deno.test({
  name: "Database closes within 2 s, with a statement under way and callers waiting [DB-5]",
  ignore,
  async fn() {
    const { testDatabase, unavailable } = await open();
    await using test = await testDatabase({ poolSize: 1, transactionMs: 20_000 });
    const started = Promise.withResolvers<void>();
    const stuck = failure(test.db.transaction(async (sql) => {
      started.resolve();
      await sql`select pg_sleep(20)`;
    }));
    await started.promise;
    const waiting = failure(test.db.write((sql) => sql`select 1`));
    const startedAt = performance.now();
    await test.db[Symbol.asyncDispose]();
    const ms = performance.now() - startedAt;
    assert(ms < CLOSE_MS_MAX, `it took ${ms} ms`);
    assert(unavailable(await stuck) && unavailable(await waiting));
    assert(unavailable(await failure(test.db.read((sql) => sql`select 1`))));
  },
});

Deno.test({
  name: "Database gives every caller a connection of its own, however many they are [DB-1]",
  ignore,
  async fn() {
    const { testDatabase } = await open();
    await using test = await testDatabase({ poolSize: 3 });
    const seen = await Promise.all(Array.from({ length: 60 }, (_, n) =>
      test.db.transaction(async (sql) => {
        await sql`select set_config('carewire.n', ${String(n)}, true)`;
        const [row] = await sql`select current_setting('carewire.n')::int as n`;
        return row?.n;
      })));
    assertEquals(seen, Array.from({ length: 60 }, (_, n) => n));
    const [used] = await test.db.read((sql) =>
      sql`select count(*) as n from pg_stat_activity where datname = current_database()`
    );
    assert(used?.n <= 3, `${used?.n} connections`);
  },
});
