import { SERVERS } from "./clinic_house.ts";
import { faultKind, placesOf } from "./fault_kinds.ts";

/** One fault at its time, in milliseconds from the start. */
export interface PlannedFault {
  at: number;
  name: string;
  /** Which server or whose line; 0 where there is one only. */
  index: number;
  lastsMs: number;
}

export interface PlanOptions {
  seconds: number;
  names: readonly string[];
  chance(): number;
  /** Pause between the beginnings of two faults, in milliseconds: on average this. */
  everyMs: number;
}

/** Time to recover before the same thing is made bad again. */
const RECOVERY_MS = 4_000;
/** A rolling restart takes about this long. */
const ROLLING_MS = 9_000;
const FIRST_AT_MS = 1_000;

/**
 * Which faults happen when: every kind comes once before any comes again, several may be under way at once, but none on
 * a thing that is bad or has just been.
 */
export function planFaults({ seconds, names, chance, everyMs }: PlanOptions): PlannedFault[] {
  const plan: PlannedFault[] = [];
  const freeAt = new Map<string, number>();
  let bag: string[] = [];
  for (let at = FIRST_AT_MS; at < seconds * 1_000; at += everyMs * 2 * chance()) {
    if (bag.length === 0) bag = shuffled(names, chance);
    const index = Math.floor(chance() * SERVERS);
    const next = bag.findIndex((name) => placesOf(name, index).every((one) => (freeAt.get(one) ?? 0) <= at));
    const name = bag[next];
    if (name === undefined) continue;
    bag.splice(next, 1);
    const [least, most] = faultKind(name).lastsMs;
    const lastsMs = Math.round(least + (most - least) * chance());
    plan.push({ at: Math.round(at), name, index, lastsMs });
    const takesMs = name === "rolling-restart" ? ROLLING_MS : lastsMs;
    for (const place of placesOf(name, index)) freeAt.set(place, at + takesMs + RECOVERY_MS);
  }
  return plan;
}

function shuffled(names: readonly string[], chance: () => number): string[] {
  return names.map((name) => ({ name, by: chance() })).sort((a, b) => a.by - b.by).map((one) => one.name);
}
