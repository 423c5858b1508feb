import { median } from "./statistics.ts";
import type { Results } from "./results.ts";

/** Something that our server is to reach beside another one. */
interface Aim {
  name: string;
  wanted: number;
  isAtLeast: boolean;
  unit: string;
  /** By processor time, which swings less than the clock; undefined where it was not measured. */
  byCpu(results: Results): number | undefined;
  /** By the clock, where that says something else. */
  byClock?(results: Results): number | undefined;
}

const IDLE_KILOBYTES = 30;

/** What was asked for, in the order in which it is shown. */
const AIMS: readonly Aim[] = [
  ...["relay, one at a time", "relay, 8 at once"].flatMap((measure) => [
    faster(measure, "socket.io", 1.5),
    faster(measure, "flask", 15),
    {
      name: `${measure}: CPU beside bare Deno`,
      wanted: 1.5,
      isAtLeast: false,
      unit: "x",
      byCpu: (results: Results) => ratio(cpu(results, measure, "carewire"), cpu(results, measure, "deno")),
    },
  ]),
  {
    name: "relay at 200/s: p50 beside socket.io",
    wanted: 1,
    isAtLeast: false,
    unit: "x",
    byCpu: (results) =>
      ratio(
        results.latency("relay at 200/s", "carewire", 50),
        results.latency("relay at 200/s", "socket.io", 50),
      ),
  },
  faster("fan-out to 50", "socket.io", 2.3),
  faster("fan-out to 50", "flask", 8),
  faster("relay over Redis, 8 at once", "socket.io", 1.8),
  faster("relay over Redis, 8 at once", "flask", 10),
  {
    name: "memory of an idle socket, garbage collected",
    wanted: IDLE_KILOBYTES,
    isAtLeast: false,
    unit: " kB",
    byCpu: (results) => {
      const all = results.idle.get("carewire");
      return all && median(all.map((one) => one.collected)) / 1024;
    },
  },
  ...["cookie", "bearer", "ticket"].map((way) => faster("connect", "socket.io", 1.5, `carewire (${way})`)),
  {
    name: "chat, 200 waiting: p99 beside the insert alone",
    wanted: 2,
    isAtLeast: false,
    unit: "x",
    byCpu: (results) =>
      ratio(
        results.latency("chat, 200 waiting", "carewire", 99),
        results.latency("chat, 200 waiting", "insert alone", 99),
      ),
  },
];

/** One line for each aim that was measured. */
export function aimLines(results: Results): string[] {
  return AIMS.flatMap((aim) => {
    const value = aim.byCpu(results);
    if (value === undefined) return [];
    const isReached = aim.isAtLeast ? value >= aim.wanted : value <= aim.wanted;
    const clock = aim.byClock?.(results);
    return [
      [
        aim.name.padEnd(52),
        `${aim.isAtLeast ? ">=" : "<="} ${aim.wanted}${aim.unit}`.padEnd(10),
        `${value.toFixed(2)}${aim.unit}`.padStart(10),
        clock === undefined ? "".padStart(14) : `${clock.toFixed(2)} by clock`.padStart(14),
        isReached ? "  reached" : "  MISSED",
      ].join(" "),
    ];
  });
}

function faster(measure: string, than: string, wanted: number, ours = "carewire"): Aim {
  const name = ours === "carewire" ? measure : `${measure} ${ours.slice("carewire ".length)}`;
  return {
    name: `${name}: beside ${than}`,
    wanted,
    isAtLeast: true,
    unit: "x",
    byCpu: (results) => ratio(cpu(results, measure, than), cpu(results, measure, ours)),
    byClock: (results) => ratio(rate(results, measure, ours), rate(results, measure, than)),
  };
}

function cpu(results: Results, measure: string, contender: string): number | undefined {
  return results.median(measure, contender, (one) => one.cpuMicros);
}

function rate(results: Results, measure: string, contender: string): number | undefined {
  return results.median(measure, contender, (one) => one.perSecond);
}

function ratio(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : one / other;
}
