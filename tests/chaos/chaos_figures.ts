import type { FinalRead, ShownMessage, VisitLog } from "../support/visit_log.ts";
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
  /** The same of devices that were connected all the time, as far as they knew: what the clinic itself needs, repairs included. */
  connectedP50Ms: number;
  connectedP99Ms: number;
  connectedMaxMs: number;
  /** Messages that some device had to fetch: after a gap, or after its own outage. */
  fetched: number;
  repeatedPushes: number;
  jumps: number;
}

const SLOWEST_SHOWN = 5;

/** Counts and times of a run. */
export function figuresOf(
  recorder: VisitRecorder,
  log: VisitLog,
  final: FinalRead,
  faults: number,
): ChaosFigures {
  const answers = recorder.commands.map((one) => one.ms);
  const all = deliveryTimes(log, final, () => true);
  const connected = deliveryTimes(log, final, ({ upSince = Infinity }, storedAt) => upSince <= storedAt);
  return {
    messagesAcknowledged: log.sent.filter((one) => one.acknowledged).length,
    messagesStored: final.messages.length,
    callsPlaced: final.calls.length,
    callsConnected: final.calls.filter((one) => one.connectedAt !== null).length,
    faults,
    // The first connect of each device is one too, and is no outage.
    outages: recorder.outagesMs.length - log.people.flatMap((one) => one.deviceIds).length,
    longestOutageMs: largest(recorder.outagesMs),
    longestAnswerMs: largest(answers),
    answerP50Ms: share(answers, 0.5),
    answerP99Ms: share(answers, 0.99),
    deliveryP50Ms: share(all, 0.5),
    deliveryP99Ms: share(all, 0.99),
    deliveryMaxMs: largest(all),
    connectedP50Ms: share(connected, 0.5),
    connectedP99Ms: share(connected, 0.99),
    connectedMaxMs: largest(connected),
    fetched: recorder.fetched.size,
    repeatedPushes: recorder.repeatedPushes,
    jumps: recorder.jumps,
  };
}

/** The commands that waited longest for their answer, in words. */
export function slowestCommands({ commands }: VisitRecorder): string[] {
  return commands.toSorted((a, b) => b.ms - a.ms).slice(0, SLOWEST_SHOWN).map(
    ({ event, ms, sends, passing }) => {
      const refused = Map.groupBy(passing, (one) => one);
      const why = [...refused].map(([code, times]) => `${times.length} times ${code}`).join(", ");
      return `${event} after ${ms} ms, sent ${sends} times${why ? `, ${why}` : ""}`;
    },
  );
}

/** Per message from its storing to the last of those devices that count. */
function deliveryTimes(
  { shown }: VisitLog,
  { messages }: FinalRead,
  counts: (shown: ShownMessage, storedAt: number) => boolean,
): number[] {
  const storedAt = new Map(messages.map((one) => [one.messageId, one.createdAt]));
  const times = new Map<string, number>();
  for (const one of shown) {
    const since = storedAt.get(one.messageId);
    if (since === undefined || !counts(one, since)) continue;
    times.set(one.messageId, Math.max(times.get(one.messageId) ?? 0, one.at - since));
  }
  return [...times.values()];
}

function share(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

function largest(values: readonly number[]): number {
  return values.reduce((max, one) => Math.max(max, one), 0);
}
