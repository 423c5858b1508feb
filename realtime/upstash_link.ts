import { Redis } from "@upstash/redis";
import type { BusLink, LinkEvents } from "./bus_link.ts";
import type { Timers } from "./ports/clock.ts";
import { Unavailable } from "./ports/unavailable.ts";
import { baseKey, channelOf, type RedisScript } from "./redis_scripts.ts";
import { openUpstashStream, type UpstashPlace } from "./upstash_stream.ts";

export interface UpstashLinkOptions extends UpstashPlace {
  space: string;
  instance: string;
  timers: Timers;
  /** Longest wait for the answer to a command, in milliseconds. */
  commandMs: number;
}

/** Commands by `@upstash/redis`, one request each, and one stream on which frames arrive. Neither is mended. */
export function openUpstashLink(options: UpstashLinkOptions, events: LinkEvents): BusLink {
  const { space, instance } = options;
  const key = baseKey(space);
  const closing = new AbortController();
  const requests = new Set<AbortController>();
  const run = async ({ source, sha }: RedisScript, args: readonly string[]) => {
    try {
      return await request(options, requests, (redis) => redis.evalsha(sha, [key], [...args]));
    } catch (error) {
      if (!(error instanceof Error) || !/\bNOSCRIPT\b/.test(error.message)) throw error;
      return await request(options, requests, (redis) => redis.eval(source, [key], [...args]));
    }
  };
  return {
    opened: openUpstashStream({
      ...options,
      channel: channelOf(space, instance),
      signal: closing.signal,
      message: events.frame,
      ended: events.broken,
    }).catch(refuse),
    run: (script, args) => run(script, args).catch(refuse),
    destroy() {
      closing.abort();
      for (const one of requests) one.abort();
    },
  };
}

/** One request that is given up after a while, or when the link ends. It is not repeated: it may have been done. */
async function request<T>(
  { url, token, timers, commandMs }: UpstashLinkOptions,
  requests: Set<AbortController>,
  ask: (redis: Redis) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const cancel = timers.set(() => controller.abort(), commandMs);
  requests.add(controller);
  const redis = new Redis({
    url,
    token,
    signal: () => controller.signal,
    retry: { retries: 0 },
    automaticDeserialization: false,
    enableAutoPipelining: false,
    enableTelemetry: false,
  });
  try {
    return await ask(redis);
  } finally {
    cancel();
    requests.delete(controller);
  }
}

function refuse(error: unknown): never {
  throw error instanceof Unavailable ? error : new Unavailable(`Upstash: ${plainMessage(error)}`);
}

/** What the package says without the command, which holds packets. */
function plainMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : "it broke";
  return message.replace(/, command was: .*$/s, "").slice(0, MESSAGE_LENGTH_MAX);
}

/** Longest part of an error of the package that is passed on, in UTF-16 code units. */
const MESSAGE_LENGTH_MAX = 200;
