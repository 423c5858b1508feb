import { createClient } from "redis";
import type { BusLink, LinkEvents } from "./bus_link.ts";
import { Unavailable } from "./ports/unavailable.ts";
import { baseKey, channelOf, type RedisScript } from "./redis_scripts.ts";

/** Longest wait for a connection, in milliseconds. */
const CONNECT_MS = 2_000;
/** Most commands that wait for an answer. */
const COMMANDS_MAX = 10_000;

/** Opens two connections to Redis (version 7 or newer): one for commands, one on which frames arrive. Neither is mended. */
export function openRedisLink(
  { url, space, instance }: { url: string; space: string; instance: string },
  events: LinkEvents,
): BusLink {
  const key = baseKey(space);
  const [commands, subscriber] = [makeClient(url, instance), makeClient(url, instance)];
  for (const client of [commands, subscriber]) {
    client.on("error", (error) => events.broken(unavailable(error)));
  }
  const open = async () => {
    await Promise.all([commands.connect(), subscriber.connect()]);
    await subscriber.sSubscribe(channelOf(space, instance), (text) => events.frame(text));
  };
  const run = async ({ source, sha }: RedisScript, args: readonly string[]) => {
    try {
      return await commands.sendCommand(["EVALSHA", sha, "1", key, ...args]);
    } catch (error) {
      if (!isUnknownScript(error)) throw error;
      return await commands.sendCommand(["EVAL", source, "1", key, ...args]);
    }
  };
  return {
    opened: open().catch(refuse),
    run: (script, args) => run(script, args).catch(refuse),
    destroy() {
      commands.destroy();
      subscriber.destroy();
    },
  };
}

/** Throws an Error without the address, which may hold a password, when npm:redis can't read it. */
export function checkRedisUrl(url: string): void {
  try {
    makeClient(url, "check");
  } catch {
    throw new Error("Cannot read the address of Redis: redis://… or rediss://… is expected");
  }
}

function makeClient(url: string, instance: string) {
  return createClient({
    url,
    name: clientName(instance),
    socket: { reconnectStrategy: false, connectTimeout: CONNECT_MS },
    disableOfflineQueue: true,
    disableClientInfo: true,
    maintNotifications: "disabled",
    commandsQueueMaxLength: COMMANDS_MAX,
  });
}

/** What `CLIENT LIST` shows; Redis allows no spaces and control characters in it. */
function clientName(instance: string): string {
  return `carewire:${instance.replaceAll(/[^!-~]/g, "_")}`;
}

function isUnknownScript(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("NOSCRIPT");
}

function refuse(error: unknown): never {
  throw unavailable(error);
}

function unavailable(error: unknown): Unavailable {
  return new Unavailable(`Redis: ${error instanceof Error ? error.message : "it broke"}`);
}
