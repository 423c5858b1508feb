/// <reference lib="dom" />
/** Who made a session description, by its `o=` line (RFC 8866 §5.2), and which of that peer's it is. */
export interface SdpOrigin {
  /** Random per RTCPeerConnection: another one means another connection on the other side. */
  session: string;
  /** Grows with every description of one connection (RFC 9429 §5.2.1). */
  version: number;
}

/** The origin of a session description, or undefined when it has none. */
export function originOf(sdp: string): SdpOrigin | undefined {
  const found = /^o=\S+ (\d+) (\d+) /m.exec(sdp);
  return found?.[1] === undefined ? undefined : { session: found[1], version: Number(found[2]) };
}

/** The ICE user name fragments in a session description; a candidate names the one it belongs to. */
export function ufragsOf(sdp: string): Set<string> {
  return new Set(Array.from(sdp.matchAll(/^a=ice-ufrag:(\S+)/gm), (found) => found[1] ?? ""));
}
