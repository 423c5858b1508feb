import { aimLines } from "./aims.ts";
import type { BenchOptions } from "./options.ts";
import type { Results } from "./results.ts";
import { median } from "./statistics.ts";

/** Prints everything that was measured. */
export function printReport(results: Results, options: BenchOptions): void {
  console.log(`
${machine()}. Servers ran on one core, the generator and the database on the other. ${options.rounds} rounds of up to
${options.seconds} s in random order; medians, and how far the CPU time of an event lies apart from round to round. Ours is the whole
server: signed in, validated, authorized, limited. It limits what one socket may send, so up to ${
    options.pairs * 2
  } sockets take turns,
each below its limits, which are on; every server gets the same. CPU is that of the servers alone.
`);
  const order = ["relay", "fan-out", "chat", "connect"];
  const rank = (name: string) => order.findIndex((one) => name.startsWith(one));
  for (const measure of results.measures().sort((a, b) => rank(a) - rank(b) || a.localeCompare(b))) {
    console.log(`${measure}${NOTES.find(([begin]) => measure.startsWith(begin))?.[1] ?? ""}`);
    const byCpu = (name: string) => results.median(measure, name, (one) => one.cpuMicros) ?? NaN;
    for (const contender of results.contenders(measure).sort((a, b) => byCpu(a) - byCpu(b))) {
      printRow(results, measure, contender);
    }
  }
  printIdle(results);
  const aims = aimLines(results);
  if (aims.length > 0) {
    console.log(["\naims: by CPU time of the servers, where nothing else is said", ...aims].join("\n"));
  }
  for (const complaint of results.complaints) console.log(`! ${complaint}`);
}

/** What is compared with what. */
const NOTES = [
  ["relay at", " (webrtc:offer to the peer's device; from send to receipt)"],
  [
    "relay",
    " (webrtc:offer to the peer's device; `floor` answers without looking: what the generator can do)",
  ],
  ["fan-out to 2, stored", " (chat:message: committed first, ours only)"],
  ["fan-out to 50, stored", " (chat:message: committed first, ours only)"],
  ["fan-out to 1000, stored", " (chat:message: committed first, ours only)"],
  ["fan-out", " (chat:typing to all others of a conversation, kept nowhere)"],
  [
    "chat",
    " (chat:message until its acknowledgement, which means committed; the insert alone is the same without sockets)",
  ],
  [
    "connect",
    " (a storm of new sockets; ours until `sync` has come, the others until the socket can be used)",
  ],
] as const;

function printIdle(results: Results): void {
  if (results.idle.size > 0) console.log("idle sockets (growth of resident memory for each)");
  for (const [contender, all] of results.idle) {
    const kilobytes = (of: number[]) => `${(median(of) / 1024).toFixed(1)} kB`;
    console.log(
      `  ${contender.padEnd(18)} ${kilobytes(all.map((one) => one.asItIs))} after some seconds, ` +
        `${kilobytes(all.map((one) => one.collected))} once garbage is collected`,
    );
  }
}

function machine(): string {
  const model = /model name\s*: (.*)/.exec(Deno.readTextFileSync("/proc/cpuinfo"))?.[1] ??
    "unknown processor";
  return `${navigator.hardwareConcurrency} cores of ${model}, Deno ${Deno.version.deno}`;
}

function printRow(results: Results, measure: string, contender: string): void {
  const of = (pick: Parameters<Results["median"]>[2]) => results.median(measure, contender, pick) ?? NaN;
  const percent = (part: number) => `${Math.round(part * 100)} %`;
  const p50 = results.latency(measure, contender, 50);
  const p99 = results.latency(measure, contender, 99);
  console.log([
    `  ${contender.padEnd(18)}`,
    `${Math.round(of((one) => one.perSecond)).toLocaleString("en").padStart(9)}/s`,
    `${of((one) => one.cpuMicros).toFixed(1).padStart(8)} us CPU`,
    `±${percent(results.spread(measure, contender, (one) => one.cpuMicros) ?? NaN)}`.padStart(7),
    `server ${percent(of((one) => one.usage.serverShare))}`.padStart(13),
    `generator ${percent(of((one) => one.usage.loadShare))}`.padStart(16),
    `database ${percent(of((one) => one.usage.databaseShare))}`.padStart(15),
    of((one) => one.usage.redisShare) > 0 ? `redis ${percent(of((one) => one.usage.redisShare))}` : "",
    p50 === undefined || p99 === undefined ? "" : `p50 ${p50.toFixed(2)} ms p99 ${p99.toFixed(2)} ms`,
    of((one) => one.lost) > 0
      ? `${measure === "connect" ? "turned away" : "LOST"} ${of((one) => one.lost)}`
      : "",
  ].join("  "));
}
