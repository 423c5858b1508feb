import type { BenchOptions } from "./options.ts";
import type { Results } from "./results.ts";
import { median } from "./statistics.ts";

/** Prints everything that was measured. */
export function printReport(results: Results, options: BenchOptions): void {
  console.log(`
All servers ran on one core, the generator and the database on the other. ${options.rounds} rounds of ${options.seconds} s in
random order; medians, with the spread of the CPU time from the least to the most.
`);
  for (const measure of results.measures()) {
    console.log(`${measure}`);
    for (const contender of results.contenders(measure)) printRow(results, measure, contender);
  }
  for (const [contender, all] of results.idle) {
    const kilobytes = (of: number[]) => (median(of) / 1024).toFixed(1);
    console.log(
      `idle  ${contender.padEnd(18)} ${kilobytes(all.map((one) => one.asItIs))} kB/socket, ` +
        `${kilobytes(all.map((one) => one.collected))} once garbage is collected`,
    );
  }
  for (const complaint of results.complaints) console.log(`! ${complaint}`);
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
    p50 === undefined || p99 === undefined ? "" : `p50 ${p50.toFixed(2)} ms p99 ${p99.toFixed(2)} ms`,
    of((one) => one.lost) > 0 ? `LOST ${of((one) => one.lost)}` : "",
  ].join("  "));
}
