import { readHistory } from "./call_history.ts";
import type { Identity } from "./core/identity.ts";
import type { HistoryEntryObject } from "./core/objects.ts";
import { accept, type Outcome } from "./core/outcome.ts";
import type { HistoryQuery, HistoryStore } from "./ports/history_store.ts";

/** Calls read at once. */
const CALLS_PER_READ = 100;

export type ExportQuery = Omit<HistoryQuery, "userId" | "page" | "perPage"> & { userId?: number };

/**
 * All calls of somebody, newest first, read piece by piece as they are wanted, so that a history of any length takes little
 * memory. Each piece goes on from the time of the last call, so calls that are placed meanwhile move nothing.
 */
export async function exportHistory(
  deps: { history: HistoryStore },
  who: Identity,
  query: ExportQuery,
): Promise<Outcome<AsyncGenerator<HistoryEntryObject[]>>> {
  const read = (until: number | undefined) =>
    readHistory(deps, who, { ...query, until, page: 1, perPage: CALLS_PER_READ });
  const first = await read(query.until);
  return first.ok ? accept(pieces(first.value.items, read)) : first;
}

async function* pieces(
  first: HistoryEntryObject[],
  read: (until: number) => ReturnType<typeof readHistory>,
): AsyncGenerator<HistoryEntryObject[]> {
  for (let piece = first; piece.length > 0;) {
    yield piece;
    const last = piece.at(-1)!;
    // Calls of the same millisecond come again, and are left out by their id.
    const next = await read(Date.parse(last.initiated_at) + 1);
    if (!next.ok) throw new Error("a history that was given is refused in the middle");
    const known = new Set(piece.map((one) => one.call_id));
    piece = next.value.items.filter((one) => !known.has(one.call_id));
  }
}
