import { relationToCall } from "./call_relation.ts";
import type { Identity } from "./core/identity.ts";
import type { HistoryEntryObject } from "./core/objects.ts";
import { accept, type Outcome, refuse } from "./core/outcome.ts";
import type { Page } from "./core/page.ts";
import { may } from "./core/rights.ts";
import type { HistoryQuery, HistoryStore, TimelineEntry } from "./ports/history_store.ts";

interface HistoryDeps {
  history: HistoryStore;
}

/** One call with the names of its people. */
export async function readCall(
  deps: HistoryDeps,
  who: Identity,
  callId: string,
): Promise<Outcome<HistoryEntryObject>> {
  const call = await deps.history.entry(callId);
  if (!call || !may(who.role, "call.read", relationToCall(call, who))) {
    return refuse("not_found", "There is no such call.");
  }
  return accept(call);
}

/** What happened in a call, in order. */
export async function readTimeline(
  deps: HistoryDeps,
  who: Identity,
  callId: string,
): Promise<Outcome<TimelineEntry[]>> {
  const found = await readCall(deps, who, callId);
  return found.ok ? accept(await deps.history.timeline(callId)) : found;
}

/** One's own calls; those of `userId` for an administrator. */
export async function readHistory(
  deps: HistoryDeps,
  who: Identity,
  query: Omit<HistoryQuery, "userId"> & { userId?: number },
): Promise<Outcome<Page<HistoryEntryObject>>> {
  const userId = query.userId ?? who.userId;
  if (userId !== who.userId && !may(who.role, "history.read_others", "stranger")) {
    return refuse("not_found", "There is no such person.");
  }
  return accept(await deps.history.list({ ...query, userId }));
}
