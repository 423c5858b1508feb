import type { LineFault } from "../support/proxy_lane.ts";
import { type ClinicHouse, type Instance, type LineName, SERVERS } from "./clinic_house.ts";

/** One way to make things bad. */
export interface FaultKind {
  /** What is made bad; at most one fault at a time is about it. */
  place: string;
  /** Whether the place is there once per server, and then whether one or all of them are meant. */
  reach: "one server" | "all servers" | "clinic";
  /** How long it lasts, in milliseconds: at least and at most. */
  lastsMs: [number, number];
  /** Makes it bad; settles when it is good again, which it may be once `over` has settled. */
  run(house: ClinicHouse, index: number, over: Promise<void>): Promise<void>;
}

/** Everything that can be done to the clinic, by name. */
const FAULT_KINDS: Record<string, FaultKind> = {
  "server-kill": {
    place: "server",
    reach: "one server",
    lastsMs: [500, 6_000],
    run: (house, index, over) => endServer(house, index, "SIGKILL", over),
  },
  "server-stop": {
    place: "server",
    reach: "one server",
    lastsMs: [1_000, 8_000],
    async run(house, index, over) {
      const { server } = instanceOf(house, index);
      server.signal("SIGSTOP");
      await over;
      server.signal("SIGCONT");
    },
  },
  "rolling-restart": { place: "server", reach: "all servers", lastsMs: [0, 0], run: rollingRestart },
  "redis-kill": {
    place: "redis",
    reach: "clinic",
    lastsMs: [0, 4_000],
    async run({ redis }, _, over) {
      await redis.kill();
      await over;
      await redis.start();
    },
  },
  "redis-stop": {
    place: "redis",
    reach: "clinic",
    lastsMs: [1_000, 6_000],
    async run({ redis }, _, over) {
      redis.pause(true);
      await over;
      redis.pause(false);
    },
  },
  "backends-end": {
    place: "postgres",
    reach: "clinic",
    lastsMs: [0, 0],
    run: ({ postgres }) => postgres.endBackends(0.5),
  },
  "postgres-kill": {
    place: "postgres",
    reach: "clinic",
    lastsMs: [0, 4_000],
    async run({ postgres }, _, over) {
      await postgres.kill();
      await over;
      await postgres.restart();
    },
  },
  ...lineFaults("clients"),
  ...lineFaults("postgres"),
  ...lineFaults("redis"),
};

/** The names among which `wanted` chooses: whole names or their beginnings, all when it is empty, and "none". */
export function faultNames(wanted: readonly string[]): string[] {
  if (wanted[0] === "none") return [];
  const names = Object.keys(FAULT_KINDS);
  const unknown = wanted.find((one) => !names.some((name) => name.startsWith(one)));
  if (unknown) throw new TypeError(`There is no fault "${unknown}". There are: ${names.join(", ")}`);
  return wanted.length === 0 ? names : names.filter((name) => wanted.some((one) => name.startsWith(one)));
}

/** The fault of this name. */
export function faultKind(name: string): FaultKind {
  const kind = FAULT_KINDS[name];
  if (!kind) throw new Error(`there is no fault "${name}"`);
  return kind;
}

/** What a fault makes bad when it is about server `index`. */
export function placesOf(name: string, index: number): string[] {
  const { place, reach } = faultKind(name);
  if (reach === "clinic") return [place];
  if (reach === "one server") return [`${place} ${index}`];
  return Array.from({ length: SERVERS }, (_, one) => `${place} ${one}`);
}

function lineFaults(line: LineName): Record<string, FaultKind> {
  const named = (
    name: string,
    lastsMs: [number, number],
    run: FaultKind["run"],
  ): Record<string, FaultKind> => ({
    [`${line}-${name}`]: { place: `line of ${line}`, reach: "one server", lastsMs, run },
  });
  const bad = (name: string, fault: LineFault) => named(name, [1_000, 7_000], badLine(line, fault));
  return {
    ...bad("latency", { latencyMs: 120, jitterMs: 200 }),
    ...bad("slices", { sliceBytes: 60 }),
    ...bad("black-hole", { blackHole: "both" }),
    ...bad("black-hole-up", { blackHole: "up" }),
    ...bad("black-hole-down", { blackHole: "down" }),
    ...bad("stop", { isStopped: true }),
    ...named("reset", [0, 0], (house, index) => {
      instanceOf(house, index).lines[line].reset(0.6);
      return Promise.resolve();
    }),
    ...named("refuse", [1_000, 5_000], async (house, index, over) => {
      const proxy = instanceOf(house, index).lines[line];
      proxy.refuse();
      proxy.reset();
      await over;
      await proxy.accept();
    }),
  };
}

function badLine(line: LineName, fault: LineFault): FaultKind["run"] {
  return async (house, index, over) => {
    const proxy = instanceOf(house, index).lines[line];
    proxy.set(fault);
    await over;
    proxy.set({});
  };
}

async function endServer(
  house: ClinicHouse,
  index: number,
  signal: "SIGKILL" | "SIGTERM",
  again: Promise<void>,
): Promise<void> {
  const { server } = instanceOf(house, index);
  await server.end(signal, again);
  await again;
  await server.untilAnswers();
}

/** Asks each server to stop in good order, the next when the last is back. */
async function rollingRestart(house: ClinicHouse): Promise<void> {
  for (const index of house.instances.keys()) await endServer(house, index, "SIGTERM", Promise.resolve());
}

function instanceOf({ instances }: ClinicHouse, index: number): Instance {
  const instance = instances[index];
  if (!instance) throw new Error(`there is no server ${index}`);
  return instance;
}
