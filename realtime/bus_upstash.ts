import type { BusPace } from "./bus_link.ts";
import { type BusParts, LinkedBus } from "./linked_bus.ts";
import type { Bus } from "./ports/bus.ts";
import { redisScripts } from "./redis_scripts.ts";
import { openUpstashLink } from "./upstash_link.ts";
import type { UpstashPlace } from "./upstash_stream.ts";

/** Every command is paid for, so beats are rare: a lost link is noticed within ten seconds, a lost instance within twelve. */
export const UPSTASH_PACE: BusPace = {
  beatMs: 5_000,
  answerMs: 5_000,
  trustMs: 12_000,
  leaseMs: 14_000,
  reopenMs: 5_000,
};

export interface UpstashBusOptions extends BusParts, UpstashPlace {
  /** What tells this clinic from others in the same database of Upstash. */
  space: string;
  pace?: BusPace;
}

/** A bus over Upstash's REST interface; it connects once it is listened to. */
export function openUpstashBus(
  { url, token, space, pace = UPSTASH_PACE, ...parts }: UpstashBusOptions,
): Bus {
  const { instance, timers } = parts;
  const place = { url, token, space, instance, timers, commandMs: pace.answerMs };
  return new LinkedBus({
    ...parts,
    pace,
    scripts: redisScripts("PUBLISH"),
    open: (events) => openUpstashLink(place, events),
  });
}
