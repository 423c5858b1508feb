import { checkMessages } from "./checks/check_messages.ts";
import { checkPresence } from "./checks/check_presence.ts";
import { CallWatch } from "./checks/call_watch.ts";
import { Faults } from "./faults.ts";
import { Violation } from "./journal.ts";
import type { Plant } from "./plant.ts";
import type { Profile } from "./profile.ts";
import { closeSome, populate, Workload } from "./workload.ts";
import { World } from "./world.ts";

/** How often what ought to have happened is looked for. */
const CHECK_EVERY_MS = 1_000;
/** Presence is the truth this long after the last fault. */
const PRESENCE_BOUND_MS = 20_000;
/** After this long everything has settled. */
const QUIET_MS = 75_000;

/** What became of a run. */
export interface Ran {
  seed: number;
  digest: string;
  figures: Record<string, number>;
  violation?: { check: string; subject: string; message: string; elapsedMs: number; events: string[] };
}

/** What a run found, in words that name its seed; undefined when it found nothing. */
export function faultOf({ seed, violation }: Ran): string | undefined {
  return violation &&
    `seed ${seed}: ${violation.check}: ${violation.message}\n${violation.events.join("\n")}`;
}

/** Runs one clinic from its first page to its last quiet minute; of a violation it shows the events with the word `about`. */
export async function run(profile: Profile, plant: Plant = {}, about?: string): Promise<Ran> {
  const world = new World(profile, plant);
  const calls = new CallWatch(world);
  const faults = new Faults(world);
  let violation: Violation | undefined;
  try {
    await play(world, faults, () => {
      calls.check();
      world.rings.check();
      world.signals.check();
    });
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    violation = error;
  }
  const { journal, time } = world;
  return {
    seed: profile.seed,
    digest: journal.digest,
    figures: {
      messages: world.messages.count,
      calls: world.database.tables.calls.size,
      answered: world.winners.count,
      rings: world.rings.count,
      signals: world.signals.count,
      pushed: world.frames.count,
      repeated: world.frames.repeated,
      faults: [...faults.counts.values()].reduce((sum, one) => sum + one, 0),
      events: journal.size,
    },
    ...(violation
      ? {
        violation: {
          check: violation.check,
          subject: violation.subject,
          message: violation.message,
          elapsedMs: time.elapsed,
          events: journal.concerning(about ?? violation.subject),
        },
      }
      : {}),
  };
}

async function play(world: World, faults: Faults, look: () => void): Promise<void> {
  const { time, profile, database, devices } = world;
  populate(world);
  for (let one = 0; one < profile.instances; one++) world.startInstance();
  const workload = new Workload(world);
  workload.start();
  faults.start();
  const advance = async (ms: number) => {
    for (const end = time.now() + ms; time.now() < end;) {
      await time.runUntil(Math.min(end, time.now() + CHECK_EVERY_MS));
      world.rethrow();
      look();
    }
  };
  await advance(profile.workMs);
  workload.stop();
  faults.stop();
  closeSome(world);
  await advance(PRESENCE_BOUND_MS);
  checkPresence(database.tables, devices);
  await advance(QUIET_MS);
  checkMessages(database.tables, devices);
  checkPresence(database.tables, devices);
}
