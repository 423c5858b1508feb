/// <reference lib="dom" />
import type { ClientEvent } from "../realtime/core/client_events.ts";
import { isWorthKeeping } from "./kept_commands.ts";
import type { Shelf } from "./shelf.ts";

export interface AdoptionPlace {
  shelf: Shelf;
  locks: Pick<LockManager, "request"> | undefined;
  /** Sends a command, and keeps it for as long as it is not answered. */
  send(event: ClientEvent, data: unknown): void;
}

/**
 * Takes over the commands of pages that are gone. Those of a page that lives are left to it; where there are no locks
 * they are sent by both, which does no harm: all of them may be repeated.
 */
export async function adoptCommands(keys: readonly string[], place: AdoptionPlace): Promise<void> {
  const pages = new Set(keys.map((key) => key.slice(0, key.lastIndexOf("."))));
  for (const page of pages) {
    const own = keys.filter((key) => key.startsWith(`${page}.`));
    if (!place.locks) adopt(own, place);
    else await place.locks.request(page, { ifAvailable: true }, (lock) => lock && adopt(own, place));
  }
}

function adopt(keys: readonly string[], { shelf, send }: AdoptionPlace): void {
  for (const key of keys) {
    const { event, data } = parse(shelf.get(key));
    if (isWorthKeeping(event)) send(event, data);
    shelf.drop(key);
  }
}

/** What `KeptCommands` wrote; anything else is no event that is kept. */
function parse(text: string | null): { event: unknown; data: unknown } {
  try {
    const { event, data } = Object(JSON.parse(text ?? "null"));
    return { event, data };
  } catch {
    return { event: null, data: null };
  }
}
