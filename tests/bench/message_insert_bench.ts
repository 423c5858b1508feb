/**
 * How many messages a second are acknowledged: in groups, as the store writes them, against one by one in transactions of
 * their own, against pgbench with the same statements. All on one durable server, several rounds in random order.
 */
import type { NewMessage } from "../../realtime/ports/conversation_store.ts";
import type { Trail } from "../../realtime/ports/trail.ts";
import { appendAlone } from "./append_alone.ts";
import { type BenchClinic, benchClinic, nextMessage, type Sender } from "./bench_clinic.ts";
import { findPgbench, runPgbench } from "./pgbench.ts";

const SENDERS = [1, 16, 200] as const;
const ROUNDS = 4;
const ROUND_SECONDS = 2;
/** Bytes of the Fernet token of our text. */
const BODY_BYTES = 153;
const TRAIL: Trail = { actorId: null, sessionId: null, action: "message.sent" };

type Append = (message: NewMessage, trail: Trail) => Promise<unknown>;

interface Figure {
  /** Acknowledged messages per second. */
  rate: number;
  /** Milliseconds that the middle one took; unknown of pgbench. */
  medianMs?: number;
}

async function main(): Promise<void> {
  await using clinic = await benchClinic(Math.max(...SENDERS));
  const variants = await makeVariants(clinic);
  const figures = new Map<string, Figure[]>();
  const plan = Array.from({ length: ROUNDS }, () => shuffled(cross(SENDERS, Object.keys(variants)))).flat();
  for (const [senders, name] of [...cross(SENDERS, Object.keys(variants)), ...plan]) {
    const figure = await variants[name]?.(senders);
    const key = `${senders} ${name}`;
    // The first round of each is for caches and prepared statements, and does not count.
    if (figure) figures.set(key, figures.has(key) ? [...figures.get(key) ?? [], figure] : []);
  }
  print(figures, Object.keys(variants));
}

async function makeVariants(
  { server, db, store, senders }: BenchClinic,
): Promise<Record<string, (count: number) => Promise<Figure>>> {
  const keys = new Map(senders.map((one) => [one.userId, one.key]));
  const keyOf = (message: NewMessage) => keys.get(message.senderId) ?? fail("no key");
  const alone = appendAlone(db, keyOf);
  const pgbench = await findPgbench();
  if (!pgbench) console.log("pgbench is not here (Debian: postgresql-contrib), so it is left out.");
  return {
    grouped: (count) => run(store.append, senders.slice(0, count)),
    alone: (count) => run(alone, senders.slice(0, count)),
    ...(pgbench && {
      pgbench: async (clients: number) => ({
        rate: await runPgbench(pgbench, server, { clients, seconds: ROUND_SECONDS, bodyBytes: BODY_BYTES }),
      }),
    }),
  };
}

/** Each sender sends the next message once the last one is acknowledged. */
async function run(append: Append, senders: readonly Sender[]): Promise<Figure> {
  const tookMs: number[] = [];
  const start = performance.now();
  const until = start + ROUND_SECONDS * 1000;
  await Promise.all(senders.map(async (sender) => {
    for (let sentAt = performance.now(); sentAt < until; sentAt = performance.now()) {
      await append(nextMessage(sender), { ...TRAIL, actorId: sender.userId });
      tookMs.push(performance.now() - sentAt);
    }
  }));
  return {
    rate: tookMs.length / ((performance.now() - start) / 1000),
    medianMs: median(tookMs),
  };
}

function print(figures: Map<string, Figure[]>, names: string[]): void {
  const rateOf = (senders: number, name: string) =>
    median((figures.get(`${senders} ${name}`) ?? []).map((one) => one.rate));
  console.log(
    `Acknowledged messages/s, median of ${ROUNDS} rounds of ${ROUND_SECONDS} s (median latency in ms)`,
  );
  for (const senders of SENDERS) {
    const parts = names.map((name) => {
      const ms = median((figures.get(`${senders} ${name}`) ?? []).flatMap((one) => one.medianMs ?? []));
      return `${name} ${rateOf(senders, name).toFixed(0)}${ms > 0 ? ` (${ms.toFixed(2)})` : ""}`;
    });
    const ratios = names.slice(1).map((name) =>
      `grouped/${name} ${(rateOf(senders, "grouped") / rateOf(senders, name)).toFixed(2)}`
    );
    console.log(`${String(senders).padStart(4)} senders: ${[...parts, ...ratios].join("  ")}`);
  }
}

function cross<A, B>(many: readonly A[], others: readonly B[]): [A, B][] {
  return many.flatMap((one) => others.map((other): [A, B] => [one, other]));
}

function shuffled<T>(items: T[]): T[] {
  return items.map((item) => ({ item, at: Math.random() })).sort((a, b) => a.at - b.at).map((one) =>
    one.item
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function fail(message: string): never {
  throw new Error(message);
}

await main();
