/// <reference lib="dom" />
export type MediaKind = "audio" | "video";

/** What one side sends: a track or nothing of each kind. */
export interface OutgoingTracks {
  audio: MediaStreamTrack | null;
  video: MediaStreamTrack | null;
  /** Tells the other side what belongs together. */
  stream: MediaStream;
}

/** Prepares a connection for an offer of these kinds: sending where there is a track, else only receiving. */
export function bindForOffer(
  connection: RTCPeerConnection,
  kinds: readonly MediaKind[],
  outgoing: OutgoingTracks,
): void {
  for (const kind of kinds) {
    if (transceiverOf(connection, kind)) continue;
    const track = outgoing[kind];
    if (track) connection.addTrack(track, outgoing.stream);
    else connection.addTransceiver(kind, { direction: "recvonly" });
  }
}

/** After a remote offer: sends on its media sections, and drops placeholders of an offer that gave way to it. */
export async function bindForAnswer(connection: RTCPeerConnection, outgoing: OutgoingTracks): Promise<void> {
  for (const kind of ["audio", "video"] as const) {
    const ours = connection.getTransceivers().filter((one) => isOf(one, kind));
    const negotiated = ours.find((one) => one.mid !== null);
    if (!negotiated) continue;
    if (!negotiated.sender.track) await attach(negotiated, outgoing[kind], outgoing.stream);
    for (const spare of ours) {
      if (spare.mid === null && !spare.sender.track) spare.stop();
    }
  }
}

/** Replaces what is sent of one kind; negotiates only when something is sent for the first time. */
export async function bindTrack(
  connection: RTCPeerConnection,
  kind: MediaKind,
  outgoing: OutgoingTracks,
): Promise<void> {
  const transceiver = transceiverOf(connection, kind);
  const track = outgoing[kind];
  if (transceiver) await attach(transceiver, track, outgoing.stream);
  else if (track) connection.addTrack(track, outgoing.stream);
}

function transceiverOf(connection: RTCPeerConnection, kind: MediaKind): RTCRtpTransceiver | undefined {
  const ours = connection.getTransceivers().filter((one) => isOf(one, kind));
  return ours.find((one) => one.mid !== null) ?? ours[0];
}

function isOf(transceiver: RTCRtpTransceiver, kind: MediaKind): boolean {
  return transceiver.receiver.track.kind === kind && transceiver.direction !== "stopped";
}

async function attach(
  transceiver: RTCRtpTransceiver,
  track: MediaStreamTrack | null,
  stream: MediaStream,
): Promise<void> {
  await transceiver.sender.replaceTrack(track);
  // Without a track the direction stays: the section can be used again without another negotiation.
  if (!track || transceiver.direction === "sendrecv" || transceiver.direction === "sendonly") return;
  transceiver.sender.setStreams?.(stream);
  transceiver.direction = transceiver.direction === "inactive" ? "sendonly" : "sendrecv";
}
