import { seededChance } from "../support/seeded_chance.ts";
import { checkVisit } from "../support/visit_checker.ts";
import type { FinalRead, Violation, VisitBounds, VisitLog } from "../support/visit_log.ts";
import { type ChaosFigures, figuresOf, slowestCommands } from "./chaos_figures.ts";
import { type ClinicHouse, openClinicHouse } from "./clinic_house.ts";
import { Crowd } from "./crowd.ts";
import { planFaults } from "./fault_plan.ts";
import { runFaults } from "./fault_run.ts";
import { readFinal } from "./final_read.ts";
import { pause, within } from "./pauses.ts";
import { type SeededClinic, seedPeople } from "./seed_people.ts";
import { VisitRecorder } from "./visit_recorder.ts";

export interface ChaosOptions {
  seconds: number;
  /** People, half of them patients. */
  clients: number;
  seed: number;
  faults: readonly string[];
  /** Mean pause between the beginnings of two faults, in milliseconds. */
  faultEveryMs?: number;
  print(line: string): void;
  /** Told of the processes once they run. */
  opened?(house: ClinicHouse): void;
}

export interface ChaosResult {
  violations: Violation[];
  figures: ChaosFigures;
  /** Lines that the servers logged as errors, by message and how often. */
  serverErrors: Map<string, number>;
  slowest: string[];
  /** What PostgreSQL complained about since its last start. */
  databaseComplaints: Map<string, number>;
}

const STARTING_MS = 60_000;
/** Everything that was begun is done this long after the last fault. */
const FINISHING_MS = 90_000;
const QUIET_MS = 3_000;
/** A half-open socket counts as present until it was silent for 60 s; everything else comes to rest sooner. */
const RESTING_MS = 80_000;
const LOOK_MS = 2_000;
const STANDING_EVERY_MS = 5_000;
const RING_MS = 60_000;
/** Takeover of deadlines within 5 s, the lease given again after an outage of all servers, and the outage itself. */
const DEADLINE_LATE_MS = 60_000;
const BOUNDS: VisitBounds = {
  ringMs: RING_MS,
  connectMs: 30_000,
  deadlineLateMs: DEADLINE_LATE_MS,
  // Repair within 5 s, and the longest fault that keeps a server from everything.
  toldLateMs: 20_000,
  overlapMs: 6_000,
};
/** What time may still mend. */
const MENDING = new Set(["missing", "wrong presence", "not over", "not told", "still ringing"]);

/** Runs a whole clinic with faults and gives what was broken and what was measured. */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { seconds, clients, seed, faults, faultEveryMs = 2_000, print } = options;
  const chance = seededChance(seed);
  const plan = planFaults({ seconds, names: faults, chance, everyMs: faultEveryMs });
  const recorder = new VisitRecorder();
  let clinic: SeededClinic | undefined;
  await using house = await openClinicHouse({
    ringMs: RING_MS,
    chance,
    prepare: async (url) => void (clinic = await seedPeople(url, Math.max(1, Math.floor(clients / 2)))),
  });
  options.opened?.(house);
  if (!clinic) throw new Error("the clinic has no people");
  await using crowd = new Crowd({ clinic, origins: house.origins, recorder, chance });
  if (!await crowd.untilWhole(STARTING_MS)) {
    throw new Error("clients can't connect although nothing is broken");
  }
  print(`${crowd.deviceCount} devices of ${crowd.people.size} people at ${house.instances.length} servers`);
  crowd.begin();
  {
    using _watch = everySoOften(() => print(crowd.standing));
    await Promise.all([runFaults(house, plan, print), pause(seconds * 1_000)]);
  }
  await pause(QUIET_MS);
  print("everything is good again; what was begun is finished");
  if (await within(crowd.finish().then(() => true), FINISHING_MS) === undefined) {
    recorder.oddities.push(`something that was begun is not done after ${FINISHING_MS} ms`);
  }
  await crowd.someLeave();
  const { log, final, violations } = await comeToRest(clinic, crowd, print);
  const deaths = house.instances.flatMap(({ server }) => server.deaths);
  return {
    violations: [
      ...violations,
      ...recorder.oddities.map((what) => ({ rule: "odd", what })),
      ...deaths.map((what) => ({ rule: "server died", what })),
    ],
    figures: figuresOf(recorder, log, final, plan.length),
    slowest: slowestCommands(recorder),
    databaseComplaints: await house.postgres.complaints(),
    serverErrors: errorsIn(house.instances.map(({ server }) => server.output).join("")),
  };
}

/** Reads and checks until nothing is wrong, or nothing that time may mend, or it takes too long. */
async function comeToRest(
  clinic: SeededClinic,
  crowd: Crowd,
  print: (line: string) => void,
): Promise<{ log: VisitLog; final: FinalRead; violations: Violation[] }> {
  const start = performance.now();
  await pause(QUIET_MS);
  while (true) {
    const final = await readFinal(clinic, crowd.people);
    const log = crowd.log();
    const violations = checkVisit(log, final, BOUNDS);
    const tookMs = performance.now() - start;
    const canMend = violations.length > 0 && violations.every((one) => MENDING.has(one.rule));
    if (!canMend || tookMs > RESTING_MS) {
      print(`at rest after ${Math.round(tookMs)} ms`);
      return { log, final, violations };
    }
    await pause(LOOK_MS);
  }
}

function everySoOften(run: () => void): Disposable {
  const timer = setInterval(run, STANDING_EVERY_MS);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

function errorsIn(output: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of output.split("\n").filter((one) => one.includes('"level":"error"'))) {
    const { msg, error } = JSON.parse(line);
    const name = `${msg}: ${error?.name} ${error?.message}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
