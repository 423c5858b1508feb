import type { BusPace } from "./bus_link.ts";
import { type BusParts, LinkedBus } from "./linked_bus.ts";
import type { Bus } from "./ports/bus.ts";
import { checkRedisUrl, openRedisLink } from "./redis_link.ts";
import { redisScripts } from "./redis_scripts.ts";

/** A lost instance or link is noticed within three seconds; a killed instance's connections count for ten. */
export const REDIS_PACE: BusPace = {
  beatMs: 1_000,
  answerMs: 2_000,
  trustMs: 3_000,
  leaseMs: 10_000,
  reopenMs: 2_000,
};

export interface RedisBusOptions extends BusParts {
  /** `redis://` or `rediss://`, with user and password where there are any. */
  url: string;
  /** What tells this clinic from others in the same Redis: an id of its database. */
  space: string;
  pace?: BusPace;
}

/** A bus over Redis 7 or newer; it connects once it is listened to. Throws an Error when the address can't be read. */
export function openRedisBus({ url, space, pace = REDIS_PACE, ...parts }: RedisBusOptions): Bus {
  checkRedisUrl(url);
  const { instance } = parts;
  return new LinkedBus({
    ...parts,
    pace,
    scripts: redisScripts("SPUBLISH"),
    open: (events) => openRedisLink({ url, space, instance }, events),
  });
}
