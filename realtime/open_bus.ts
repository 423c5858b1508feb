import { MemoryNetwork } from "./bus_memory.ts";
import { openRedisBus } from "./bus_redis.ts";
import { openUpstashBus } from "./bus_upstash.ts";
import type { BusConfig } from "./config.ts";
import type { BusParts } from "./linked_bus.ts";
import type { Bus } from "./ports/bus.ts";

export interface OpenBusParts extends BusParts {
  /** What tells this clinic from others in the same Redis: an id of its database. */
  space: string;
}

/** What carries events between this instance and the others on the same database; without a Redis it is alone. */
export function openBus(config: BusConfig, parts: OpenBusParts): Bus {
  switch (config.kind) {
    case "redis":
      return openRedisBus({ ...parts, url: config.url });
    case "upstash":
      return openUpstashBus({ ...parts, url: config.url, token: config.token });
    case "memory":
      return new MemoryNetwork({ clock: parts.clock }).join(parts.instance);
  }
}
