/// <reference lib="dom" />
/** Counters of what has arrived, from one getStats report. */
export interface MediaSample {
  audioPackets: number;
  videoFrames: number;
}

/** What arrives between two samples. */
export interface MediaFlow {
  audio: boolean;
  video: boolean;
}

/** The parts of an `inbound-rtp` entry that are read (W3C WebRTC statistics). */
type InboundRtp = Partial<
  Pick<RTCInboundRtpStreamStats, "type" | "kind" | "packetsReceived" | "framesDecoded">
>;

/** Adds up what all receivers of a report have got. */
export function sampleOf(report: Iterable<readonly [string, InboundRtp]>): MediaSample {
  const sample = { audioPackets: 0, videoFrames: 0 };
  for (const [, entry] of report) {
    if (entry.type !== "inbound-rtp") continue;
    if (entry.kind === "audio") sample.audioPackets += entry.packetsReceived ?? 0;
    else sample.videoFrames += entry.framesDecoded ?? 0;
  }
  return sample;
}

/** What has grown; a fresh connection counts from zero, so a fall is no flow. */
export function flowBetween(before: MediaSample, after: MediaSample): MediaFlow {
  return {
    audio: after.audioPackets > before.audioPackets,
    video: after.videoFrames > before.videoFrames,
  };
}
