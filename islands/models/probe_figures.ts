/** Packets that were sent over a relay and back to this device: when, and when each arrived; null where it did not. */
export interface Probe {
  sentAt: number;
  arrivedAt: number | null;
}

export interface ProbeFigures {
  /** From this device to the relay and back, in milliseconds; null when nothing arrived. */
  round_trip_ms: number | null;
  /** Percent. */
  loss: number | null;
  /** Mean change of the delay from one packet to the next, in milliseconds. */
  jitter_ms: number | null;
}

/** What the probes of one way come to. They go out and come back once, so their delay is a round trip. */
export function probeFigures(probes: readonly Probe[]): ProbeFigures {
  const delays = probes.flatMap(({ sentAt, arrivedAt }) => arrivedAt === null ? [] : [arrivedAt - sentAt]);
  if (probes.length === 0) return { round_trip_ms: null, loss: null, jitter_ms: null };
  return {
    round_trip_ms: rounded(median(delays)),
    loss: rounded(100 * (1 - delays.length / probes.length)),
    jitter_ms: rounded(jitterOf(delays)),
  };
}

/** Bytes that came in, with the time at which each part of them did. */
export interface Arrival {
  at: number;
  bytes: number;
}

/** Kilobits per second, from the first part to the last; null where there are too few to tell. */
export function bandwidthKbps(arrivals: readonly Arrival[]): number | null {
  const [first, ...rest] = arrivals;
  const last = rest.at(-1);
  if (!first || !last) return null;
  const bytes = rest.reduce((sum, one) => sum + one.bytes, 0);
  // What arrives within one tick of the clock is faster than can be told.
  return Math.round(bytes * 8 / Math.max(1, last.at - first.at));
}

/** The middle of some numbers; null where there are none. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

function jitterOf(delays: readonly number[]): number | null {
  if (delays.length < 2) return null;
  const changes = delays.slice(1).map((delay, index) => Math.abs(delay - delays[index]!));
  return changes.reduce((sum, one) => sum + one, 0) / changes.length;
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10) / 10;
}
