import type { CallLimits } from "../../realtime/core/call_machine.ts";
import { Chance } from "./chance.ts";

/** How much goes wrong in a run; probabilities are per event, means in milliseconds between two of a kind. */
export interface FaultRates {
  /** Of a batch between two instances. */
  busDrop: number;
  busDuplicate: number;
  busReorder: number;
  /** Whether duplicates and reordering get past the bus to the hub. */
  busIsRaw: boolean;
  busOutageMeanMs: number;
  /** Of a frame: it is lost, and its socket with it. */
  frameCut: number;
  /** Sockets that are cut, or fall silent without being closed. */
  cutMeanMs: number;
  crashMeanMs: number;
  /** Restarts in good order. */
  drainMeanMs: number;
  /** Of a transaction. */
  storeErrorBefore: number;
  storeErrorAfter: number;
  storeOutageMeanMs: number;
  storeSlowMeanMs: number;
  clockJumpMeanMs: number;
  offlineMeanMs: number;
  reloadMeanMs: number;
}

/** What one run is made of. */
export interface Profile {
  seed: number;
  instances: number;
  /** A doctor has several patients; groups are made of all. */
  doctors: number;
  patients: number;
  groups: number;
  /** Most tabs of one person, in up to two browsers. */
  tabsMax: number;
  /** Messages that people write, and how long they take for it. */
  messages: number;
  workMs: number;
  callMeanMs: number;
  /** Whether every device connects anew when the faults are over. */
  endsAfresh: boolean;
  faults: FaultRates;
}

/** Shorter than a clinic's, so that every stage runs out in a run. */
export const LIMITS: CallLimits = {
  ringMs: 20_000,
  connectMs: 12_000,
  mediaLeaseMs: 15_000,
  maxDurationMs: 60_000,
};

/** The furthest that a clock of an instance is off, in milliseconds. */
export const CLOCK_ERROR_MAX_MS = 3_000;

/** What a caller wants of a run in place of what its seed draws. */
export interface ProfileOptions {
  messages?: number;
  groupsMax?: number;
  tabsMax?: number;
  faults?: Partial<FaultRates>;
}

/** Draws a run from its seed; some runs lack a kind of fault altogether, so that the others are seen by themselves. */
export function profileOf(
  seed: number,
  { messages, groupsMax = 2, tabsMax = 4, faults = {} }: ProfileOptions = {},
): Profile {
  const chance = new Chance(seed);
  const rate = (most: number) => chance.happens(0.6) ? chance.next() ** 2 * most : 0;
  const mean = (least: number) => chance.happens(0.6) ? chance.between(least, 6 * least) : Infinity;
  return {
    seed,
    instances: chance.whole(1, 4),
    doctors: chance.whole(1, 3),
    patients: chance.whole(3, 6),
    groups: chance.whole(0, groupsMax),
    tabsMax,
    messages: messages ?? chance.whole(400, 2_400),
    workMs: 120_000,
    callMeanMs: chance.between(2_000, 8_000),
    endsAfresh: chance.happens(0.5),
    faults: {
      busDrop: rate(0.1),
      busDuplicate: rate(0.1),
      busReorder: rate(0.1),
      busIsRaw: chance.happens(0.3),
      busOutageMeanMs: mean(25_000),
      frameCut: rate(0.01),
      cutMeanMs: mean(1_500),
      crashMeanMs: mean(20_000),
      drainMeanMs: mean(30_000),
      storeErrorBefore: rate(0.03),
      storeErrorAfter: rate(0.03),
      storeOutageMeanMs: mean(40_000),
      storeSlowMeanMs: mean(30_000),
      clockJumpMeanMs: mean(15_000),
      offlineMeanMs: mean(10_000),
      reloadMeanMs: mean(6_000),
      ...faults,
    },
  };
}
