/// <reference lib="dom" />
import { freshId } from "./fresh_id.ts";

const STORAGE_KEY = "carewire.device";
/** How long a tab waits for a reloaded page's lock before it takes its id for a duplicate's. */
const LOCK_WAIT_MS = 500;

/** The parts of a page that hold a tab's id; each may be missing. */
export interface TabPlace {
  storage: Pick<Storage, "getItem" | "setItem"> | null;
  locks: Pick<LockManager, "request"> | null;
  waitMs?: number;
}

/**
 * The id of this tab as a device: kept over reloads, and a new one in a duplicated tab (which copies
 * sessionStorage), found out by a Web Lock that lives as long as the page. Never rejects.
 */
export async function claimDeviceId(place: TabPlace = browserTab()): Promise<string> {
  const kept = read(place);
  const id = kept ?? freshId();
  if (await hold(id, place)) return keep(id, place);
  const other = freshId();
  await hold(other, place);
  return keep(other, place);
}

/** A program without a page can't be duplicated, and a lock would keep it from ending. */
function browserTab(): TabPlace {
  if (!globalThis.document) return { storage: null, locks: null };
  return { storage: sessionStorageOrNull(), locks: globalThis.navigator?.locks ?? null };
}

function sessionStorageOrNull(): Storage | null {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null; // Storage is switched off: every load is a device of its own.
  }
}

function read({ storage }: TabPlace): string | null {
  try {
    return storage?.getItem(STORAGE_KEY) ?? null;
  } catch {
    return null;
  }
}

function keep(id: string, { storage }: TabPlace): string {
  try {
    storage?.setItem(STORAGE_KEY, id);
  } catch {
    // A full or forbidden storage only costs the resumption after a reload.
  }
  return id;
}

/** Resolves true once this page has the lock (or there are no locks), false when another page keeps it. */
function hold(id: string, { locks, waitMs = LOCK_WAIT_MS }: TabPlace): Promise<boolean> {
  if (!locks) return Promise.resolve(true);
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), waitMs);
  return new Promise((resolve) => {
    const held = locks.request(`${STORAGE_KEY}.${id}`, { signal: patience.signal }, () => {
      clearTimeout(timer);
      resolve(true);
      return new Promise<never>(() => {}); // Released by the browser when the page goes.
    });
    held.catch(() => {
      clearTimeout(timer);
      // Only our own patience means "taken"; a browser that refuses locks must not cost the id.
      resolve(!patience.signal.aborted);
    });
  });
}
