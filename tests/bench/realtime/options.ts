import { parseArgs } from "node:util";

export const MEASURES = ["relay", "fanout", "idle", "connect", "chat", "redis"] as const;
export type MeasureName = (typeof MEASURES)[number];

/** What to measure, and for how long. */
export interface BenchOptions {
  only: readonly MeasureName[];
  rounds: number;
  /** Length of one measurement. */
  seconds: number;
  /** Users with a call each: two sockets each pair. */
  pairs: number;
  idleSockets: number;
  /** Connections opened in one measurement of connecting. */
  connects: number;
  /** Characters of a session description beyond the shortest. */
  sdpLength: number;
  /** Also sample what our server spends its time on. */
  profile: boolean;
}

const USAGE = `realtime_bench [--only ${
  MEASURES.join(",")
}] [--rounds 5] [--seconds 3] [--quick] [--pairs 3000]
  [--idle-sockets 5000] [--connects 2000] [--sdp 400] [--profile]`;

/** Reads the command line; throws an Error with the usage. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", default: MEASURES.join(",") },
      rounds: { type: "string" },
      seconds: { type: "string" },
      pairs: { type: "string" },
      "idle-sockets": { type: "string" },
      connects: { type: "string" },
      sdp: { type: "string", default: "400" },
      quick: { type: "boolean", default: false },
      profile: { type: "boolean", default: false },
    },
  });
  const whole = (text: string | undefined, otherwise: number) => {
    const number = text === undefined ? otherwise : Number(text);
    if (!Number.isInteger(number) || number < 1) {
      throw new Error(`not a whole number above 0: ${text}\n${USAGE}`);
    }
    return number;
  };
  const only = values.only.split(",").filter((name) => name !== "none").map((name) => {
    const known = MEASURES.find((one) => one === name);
    if (!known) throw new Error(`there is no measure "${name}"\n${USAGE}`);
    return known;
  });
  const { quick } = values;
  return {
    only,
    rounds: whole(values.rounds, quick ? 2 : 5),
    seconds: whole(values.seconds, quick ? 1 : 3),
    pairs: whole(values.pairs, quick ? 600 : 3_000),
    idleSockets: whole(values["idle-sockets"], quick ? 1_000 : 5_000),
    connects: whole(values.connects, quick ? 500 : 2_000),
    sdpLength: whole(values.sdp, 400),
    profile: values.profile,
  };
}
