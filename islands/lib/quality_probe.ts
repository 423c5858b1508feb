/** What is read of the entries of a getStats report (W3C "Identifiers for WebRTC's Statistics API"). */
export interface StatsEntry {
  type?: string;
  kind?: string;
  /** Milliseconds since the epoch. */
  timestamp?: number;
  packetsReceived?: number;
  packetsLost?: number;
  bytesReceived?: number;
  framesDecoded?: number;
  frameWidth?: number;
  frameHeight?: number;
  /** Seconds. */
  jitter?: number;
  selectedCandidatePairId?: string;
  selected?: boolean;
  nominated?: boolean;
  state?: string;
  /** Seconds. */
  currentRoundTripTime?: number;
  /** Bits per second. */
  availableOutgoingBitrate?: number;
  localCandidateId?: string;
  remoteCandidateId?: string;
  candidateType?: string;
}

/** Totals of one receiver. */
interface Counters {
  kind: "audio" | "video";
  packets: number;
  lost: number;
  bytes: number;
  frames: number;
}

/** One look at a connection: totals by receiver, and what is measured at this moment. */
export interface StatsReading {
  /** Milliseconds since the epoch. */
  at: number;
  counters: ReadonlyMap<string, Counters>;
  /** Milliseconds. */
  rtt?: number;
  jitter?: number;
  /** Kilobits per second. */
  available?: number;
  resolution?: string;
  relay?: boolean;
}

/** What has come between two looks, and what was measured at the second. */
export interface StatsInterval extends Omit<StatsReading, "at" | "counters"> {
  ms: number;
  received: number;
  lost: number;
  audioBytes: number;
  videoBytes: number;
  frames: number;
}

/** Reads a report; what this browser does not tell is left out. */
export function readStats(report: Iterable<readonly [string, StatsEntry]>, now: number): StatsReading {
  const entries = new Map(report);
  const receivers = [...entries].filter(([, entry]) => entry.type === "inbound-rtp");
  const [audio, video] = ["audio", "video"].map((kind) =>
    receivers.map(([, entry]) => entry).find((entry) => entry.kind === kind)
  );
  const pair = selectedPair(entries);
  const jitter = audio?.jitter ?? video?.jitter;
  return {
    at: receivers[0]?.[1].timestamp ?? now,
    counters: new Map(receivers.map(([id, entry]) => [id, countersOf(entry)])),
    rtt: pair?.currentRoundTripTime === undefined ? undefined : pair.currentRoundTripTime * 1_000,
    jitter: jitter === undefined ? undefined : jitter * 1_000,
    available: pair?.availableOutgoingBitrate === undefined
      ? undefined
      : pair.availableOutgoingBitrate / 1_000,
    resolution: video?.frameWidth && video.frameHeight
      ? `${video.frameWidth}x${video.frameHeight}`
      : undefined,
    relay: pair && isRelayed(pair, entries),
  };
}

/** What has come between two readings; undefined when no time has passed. */
export function intervalBetween(before: StatsReading, after: StatsReading): StatsInterval | undefined {
  const ms = after.at - before.at;
  if (ms <= 0) return undefined;
  const { rtt, jitter, available, resolution, relay } = after;
  const interval = { ms, received: 0, lost: 0, audioBytes: 0, videoBytes: 0, frames: 0 };
  for (const [id, now] of after.counters) {
    const then = before.counters.get(id);
    // The receivers of a fresh connection count from zero.
    const grown = (key: "packets" | "bytes" | "frames") =>
      then && then.packets <= now.packets ? now[key] - then[key] : now[key];
    interval.received += grown("packets");
    interval[now.kind === "audio" ? "audioBytes" : "videoBytes"] += grown("bytes");
    interval.frames += grown("frames");
    interval.lost += then && then.packets <= now.packets ? now.lost - then.lost : now.lost;
  }
  // What was thought lost and then came late is taken back, maybe in a later interval.
  return { ...interval, lost: Math.max(0, interval.lost), rtt, jitter, available, resolution, relay };
}

function countersOf(entry: StatsEntry): Counters {
  return {
    kind: entry.kind === "audio" ? "audio" : "video",
    packets: entry.packetsReceived ?? 0,
    lost: entry.packetsLost ?? 0,
    bytes: entry.bytesReceived ?? 0,
    frames: entry.framesDecoded ?? 0,
  };
}

function selectedPair(entries: ReadonlyMap<string, StatsEntry>): StatsEntry | undefined {
  const all = [...entries.values()];
  const transport = all.find((entry) => entry.type === "transport" && entry.selectedCandidatePairId);
  const named = entries.get(transport?.selectedCandidatePairId ?? "");
  // Firefox marks the pair itself.
  const pairs = all.filter((entry) => entry.type === "candidate-pair");
  return named ?? pairs.find((entry) => entry.selected) ??
    pairs.find((entry) => entry.nominated && entry.state === "succeeded");
}

function isRelayed(pair: StatsEntry, entries: ReadonlyMap<string, StatsEntry>): boolean {
  return [pair.localCandidateId, pair.remoteCandidateId].some((id) =>
    entries.get(id ?? "")?.candidateType === "relay"
  );
}
