import type { Database } from "../../db/database.ts";
import { assert } from "../support/assert.ts";
import { granted } from "../support/granted.ts";

const STORMS = 20;
const STORM_PAUSE_MS = 60;
const WRITERS = 12;
const READERS = 6;
const ACCOUNTS = 8;
const START_BALANCE = 1_000;
/** The longest deadline, and what a busy machine may add to it. */
const ANSWER_MS_MAX = 7_000;

interface Tally {
  acknowledged: string[];
  unavailable: number;
  reads: number;
  slowestMs: number;
}

Deno.test({
  name: "Database survives 20 storms that kill every connection: no hang, no half transaction, " +
    "acknowledged means stored [DB-1]",
  ignore: !granted("net", "run", "read", "write", "env", "sys"),
  async fn() {
    const { openDatabase, DatabaseUnavailable } = await import("../../db/database.ts");
    const { testDatabase } = await import("../support/test_database.ts");
    await using test = await testDatabase();
    await using killer = openDatabase(test.address, { poolSize: 1 });
    await prepare(test.db);

    const tally: Tally = { acknowledged: [], unavailable: 0, reads: 0, slowestMs: 0 };
    let isStorming = true;
    const repeat = async (work: () => Promise<void>) => {
      while (isStorming) {
        const startedAt = performance.now();
        await work().catch((error) => {
          if (!(error instanceof DatabaseUnavailable)) throw error;
          tally.unavailable++;
        });
        tally.slowestMs = Math.max(tally.slowestMs, performance.now() - startedAt);
      }
    };
    const load = [
      ...Array.from({ length: WRITERS }, () => repeat(() => transfer(test.db, tally))),
      ...Array.from({ length: READERS }, () => repeat(() => readTotal(test.db, tally))),
      repeat(() => note(test.db, tally)),
    ];
    let killed = 0;
    for (let storm = 0; storm < STORMS; storm++) {
      await new Promise((resolve) => setTimeout(resolve, STORM_PAUSE_MS));
      killed += await killEveryoneElse(killer);
      assert(await test.db.ready(), `ready after storm ${storm}`);
    }
    const acknowledgedBefore = tally.acknowledged.length;
    await until(() => tally.acknowledged.length > acknowledgedBefore);
    isStorming = false;
    await Promise.all(load);

    await assertLedgerAgrees(test.db, tally);
    assert(killed > STORMS * 3, `storms killed ${killed} connections`);
    assert(tally.acknowledged.length > STORMS && tally.reads > STORMS, "work went on between storms");
    assert(tally.unavailable < killed, `${tally.unavailable} refusals for ${killed} killed connections`);
    assert(tally.slowestMs < ANSWER_MS_MAX, `the slowest answer took ${tally.slowestMs} ms`);
  },
});

async function prepare(db: Database): Promise<void> {
  await db.transaction(async (sql) => {
    await sql`create table accounts (id integer primary key, balance bigint not null)`;
    await sql`create table ledger (id uuid primary key, source integer, target integer, amount bigint)`;
    await sql`insert into accounts select id, ${START_BALANCE} from generate_series(1, ${ACCOUNTS}) id`;
  });
}

/** Two updates and a ledger row, which are stored together or not at all. */
async function transfer(db: Database, tally: Tally): Promise<void> {
  const id = crypto.randomUUID();
  const source = 1 + Math.floor(Math.random() * ACCOUNTS);
  const target = 1 + source % ACCOUNTS;
  const [low, high] = [Math.min(source, target), Math.max(source, target)];
  await db.transaction(async (sql) => {
    await sql`select 1 from accounts where id in (${low}, ${high}) order by id for update`;
    await sql`update accounts set balance = balance - 7 where id = ${source}`;
    await sql`update accounts set balance = balance + 7 where id = ${target}`;
    await sql`insert into ledger values (${id}, ${source}, ${target}, 7)`;
  });
  tally.acknowledged.push(id);
}

async function note(db: Database, tally: Tally): Promise<void> {
  const id = crypto.randomUUID();
  await db.write((sql) => sql`insert into ledger values (${id}, null, null, 0)`);
  tally.acknowledged.push(id);
}

/** A transaction that stands half would change the sum; a killed connection must not fail a read. */
async function readTotal(db: Database, tally: Tally): Promise<void> {
  const [row] = await db.read((sql) => sql`select sum(balance)::bigint as total from accounts`);
  assert(row?.total === ACCOUNTS * START_BALANCE, `the total is ${row?.total}`);
  tally.reads++;
}

async function killEveryoneElse(killer: Database): Promise<number> {
  const rows = await killer.write((sql) =>
    sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`
  );
  return rows.length;
}

async function assertLedgerAgrees(db: Database, tally: Tally): Promise<void> {
  const stored = await db.read((sql) => sql`select id::text from ledger`);
  const ids = new Set(stored.map((row) => row.id));
  const missing = tally.acknowledged.filter((id) => !ids.has(id));
  assert(missing.length === 0, `${missing.length} acknowledged and not stored`);
  assert(new Set(tally.acknowledged).size === tally.acknowledged.length, "nothing acknowledged twice");
  const wrong = await db.read((sql) =>
    sql`
      select id from accounts where balance <> ${START_BALANCE}
        + coalesce((select sum(amount) from ledger where target = accounts.id), 0)
        - coalesce((select sum(amount) from ledger where source = accounts.id), 0)`
  );
  assert(wrong.length === 0, `${wrong.length} balances that the ledger does not explain`);
}

async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}
