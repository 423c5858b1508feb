import type { FinalRead, VisitLog } from "../support/visit_log.ts";
import type { VisitRecorder } from "./visit_recorder.ts";

/** What a run has measured. Times in milliseconds. */
export interface ChaosFigures {
  messagesAcknowledged: number;
  messagesStored: number;
  callsPlaced: number;
  callsConnected: number;
  faults: number;
  /** Losses of a socket, and how long the longest of them lasted until the next `sync`. */
  outages: number;
  longestOutageMs: number;
  /** The longest that a command had no answer. */
  longestAnswerMs: number;
  answerP50Ms: number;
  answerP99Ms: number;
  /** From the storing of a message to its arrival at the last device, of all messages. */
  deliveryP50Ms: number;
  deliveryP99Ms: number;
  deliveryMaxMs: number;
  /** The same of those that some device had to fetch: after a gap, or after its own outage. */
  fetched: number;
  fetchedP50Ms: number;
  fetchedP99Ms: number;
  repeatedPushes: number;
  jumps: number;
}

/** Counts and times of a run. */
export function figuresOf(
  recorder: VisitRecorder,
  log: VisitLog,
  final: FinalRead,
  faults: number,
): ChaosFigures {
  const delivery = deliveryTimes(log, final);
  const all = [...delivery.values()];
  const fetched = [...delivery].filter(([id]) => recorder.fetched.has(id)).map(([, ms]) => ms);
  return {
    messagesAcknowledged: log.sent.filter((one) => one.acknowledged).length,
    messagesStored: final.messages.length,
    callsPlaced: final.calls.length,
    callsConnected: final.calls.filter((one) => one.connectedAt !== null).length,
    faults,
    // The first connect of each device is one too, and is no outage.
    outages: recorder.outagesMs.length - log.people.flatMap((one) => one.deviceIds).length,
    longestOutageMs: largest(recorder.outagesMs),
    longestAnswerMs: largest(recorder.answeredMs),
    answerP50Ms: share(recorder.answeredMs, 0.5),
    answerP99Ms: share(recorder.answeredMs, 0.99),
    deliveryP50Ms: share(all, 0.5),
    deliveryP99Ms: share(all, 0.99),
    deliveryMaxMs: largest(all),
    fetched: fetched.length,
    fetchedP50Ms: share(fetched, 0.5),
    fetchedP99Ms: share(fetched, 0.99),
    repeatedPushes: recorder.repeatedPushes,
    jumps: recorder.jumps,
  };
}

function deliveryTimes({ shown }: VisitLog, { messages }: FinalRead): Map<string, number> {
  const storedAt = new Map(messages.map((one) => [one.messageId, one.createdAt]));
  const times = new Map<string, number>();
  for (const { messageId, at } of shown) {
    const ms = at - (storedAt.get(messageId) ?? at);
    times.set(messageId, Math.max(times.get(messageId) ?? 0, ms));
  }
  return times;
}

function share(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

function largest(values: readonly number[]): number {
  return values.reduce((max, one) => Math.max(max, one), 0);
}
