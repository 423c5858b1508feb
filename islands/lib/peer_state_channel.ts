/// <reference lib="dom" />
/** What one side says to the other about its own media, directly and even with the server away. */
export interface PeerState {
  /** Whether sound, camera picture and screen are being sent. */
  audio: boolean;
  video: boolean;
  screen: boolean;
  /** Whether the other side's media arrives here; left out by those who do not know. */
  hears?: boolean;
  /** Whether it arrives badly. */
  poor?: boolean;
  /** False asks the other side to keep its camera's picture back. */
  wantsVideo?: boolean;
  /** This side has hung up. */
  left?: boolean;
}

/** Both sides open it by themselves, so it needs no announcement: number and name are agreed. */
export const PEER_CHANNEL = { label: "carewire", init: { negotiated: true, id: 0 } } as const;

/** Reads what came over the channel; null for anything else. */
export function readPeerState(data: unknown): PeerState | null {
  try {
    const { audio, video, screen, hears, poor, wantsVideo, left } = JSON.parse(String(data));
    if (![audio, video, screen].every((one) => typeof one === "boolean")) return null;
    return {
      ...{ audio, video, screen },
      ...(typeof hears === "boolean" ? { hears } : {}),
      ...(poor === true ? { poor } : {}),
      ...(wantsVideo === false ? { wantsVideo } : {}),
      ...(left === true ? { left } : {}),
    };
  } catch {
    return null;
  }
}

/** The newest state of this side, sent when the channel opens and whenever it changes. */
export class PeerStateChannel {
  readonly #channel: RTCDataChannel;
  #newest = "";
  #sent = "";

  constructor(connection: RTCPeerConnection, onState: (state: PeerState) => void) {
    this.#channel = connection.createDataChannel(PEER_CHANNEL.label, PEER_CHANNEL.init);
    this.#channel.onopen = () => this.#flush();
    this.#channel.onmessage = ({ data }) => {
      const state = readPeerState(data);
      if (state) onState(state);
    };
  }

  get isOpen(): boolean {
    return this.#channel.readyState === "open";
  }

  send(state: PeerState): void {
    this.#newest = JSON.stringify(state);
    this.#flush();
  }

  #flush(): void {
    if (!this.isOpen || this.#newest === this.#sent) return;
    this.#channel.send(this.#newest);
    this.#sent = this.#newest;
  }
}
