import type { Database } from "../../db/database.ts";
import { type BigStores, bigStores, fillClinic } from "../support/big_clinic.ts";
import { type BigList, bigLists } from "../support/big_lists.ts";
import { explained, type Plan, planText } from "../support/explained.ts";
import { seededChance } from "../support/seeded_chance.ts";
import { testDatabase } from "../support/test_database.ts";
import { startTestServer, TEST_SERVER_VARIABLE } from "../support/test_server.ts";

/**
 * Measures every list that the API pages through, once with a thousand and once with a million calls and messages in
 * the database, in random order, and prints the plans of the latter. `--rows=100000` is quicker; `--plans` shows all.
 */
const SMALL_ROWS = 1_000;
const BIG_ROWS = Number(Deno.args.find((one) => one.startsWith("--rows="))?.slice(7) ?? 1_000_000);
const TURNS = 150;
const WARM_TURNS = 10;
const FILL_MS = 900_000;

interface Clinic {
  rows: number;
  db: Database;
  stores: BigStores;
  lists: BigList[];
}

async function openClinic(stack: AsyncDisposableStack, rows: number): Promise<Clinic> {
  const start = performance.now();
  const limits = { poolSize: 2, readMs: 60_000, writeMs: FILL_MS, transactionMs: FILL_MS };
  const { db } = stack.use(await testDatabase(limits));
  await fillClinic(db, rows);
  console.log(`${rows} calls and messages made in ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return { rows, db, stores: await bigStores(db), lists: await bigLists(db, Date.now()) };
}

/** Milliseconds of every turn, by list and clinic; all turns are mixed, so that both see the same machine. */
async function measure(clinics: Clinic[]): Promise<Map<string, number[]>> {
  const chance = seededChance(7);
  const turns = clinics.flatMap((clinic) =>
    clinic.lists.flatMap((list) =>
      Array.from({ length: TURNS }, (_, turn) => ({ clinic, list, turn, at: chance() }))
    )
  );
  for (const { stores, lists } of clinics) {
    for (let turn = 0; turn < WARM_TURNS; turn++) for (const list of lists) await list.read(stores, turn);
  }
  const times = new Map<string, number[]>();
  for (const { clinic, list, turn } of turns.sort((a, b) => a.at - b.at)) {
    const start = performance.now();
    await list.read(clinic.stores, turn);
    const key = `${clinic.rows} ${list.name}`;
    times.set(key, [...times.get(key) ?? [], performance.now() - start]);
  }
  return times;
}

function quantile(times: number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

function printTable(lists: BigList[], times: Map<string, number[]>): void {
  const columns = ["p50 small", "p99 small", "p50 big", "p99 big", "p50 ratio", "p99 ratio"];
  console.log(`\n${"milliseconds".padEnd(52)}${columns.map((one) => one.padStart(11)).join("")}`);
  for (const { name } of lists) {
    const [small = [], big = []] = [SMALL_ROWS, BIG_ROWS].map((rows) => times.get(`${rows} ${name}`));
    const [a, b, c, d] = [
      quantile(small, 0.5),
      quantile(small, 0.99),
      quantile(big, 0.5),
      quantile(big, 0.99),
    ];
    const cells = [a, b, c, d, c / a, d / b].map((value) => value.toFixed(2).padStart(11));
    console.log(name.padEnd(52) + cells.join(""));
  }
}

async function printPlans({ db, lists }: Clinic): Promise<void> {
  for (const { name, read } of lists) {
    const plans: Plan[] = [];
    await read(await bigStores(explained(db, plans)), 1);
    console.log(`\n${name}`);
    for (const plan of plans) console.log(planText(plan));
  }
}

await using stack = new AsyncDisposableStack();
if (!Deno.env.has("TEST_DATABASE_URL")) {
  const server = stack.use(await startTestServer());
  Deno.env.set(TEST_SERVER_VARIABLE, `${server.socketDir}|${server.user}`);
}
const clinics = [await openClinic(stack, SMALL_ROWS), await openClinic(stack, BIG_ROWS)];
const [, big] = clinics;
printTable(clinics[0]?.lists ?? [], await measure(clinics));
if (big) await printPlans(big);
