/// <reference lib="dom" />
import { nextRepair, type Repair, type Trouble, troubleOf } from "./link_repair.ts";
import type { PeerState } from "./peer_state_channel.ts";

/** How long after the server was out of reach the network is suspected, in milliseconds. */
const SUSPECT_MS = 15_000;

/** One look at a link. */
export interface LinkLook {
  connection: RTCPeerConnectionState;
  /** Whether anything has arrived since the look before. */
  flows: boolean;
  peer: PeerState | null;
  socketOpen: boolean;
}

/** Remembers how a link has fared, and says what to do about it. */
export class LinkWatch {
  #trouble: Trouble | null = null;
  #since: number;
  #flowedAt: number;
  #wasConnected = false;
  #repairs = 0;
  #repairedAt = 0;
  #socketLost = false;
  #suspectUntil = 0;

  constructor(now: number) {
    this.#since = now;
    this.#flowedAt = now;
  }

  get trouble(): Trouble | null {
    return this.#trouble;
  }

  /** The server can't be reached at the moment. */
  socketLost(): void {
    this.#socketLost = true;
  }

  /** Takes a look and answers the repair to begin now. */
  look(now: number, { connection, flows, peer, socketOpen }: LinkLook): Repair | null {
    if (flows || connection !== "connected") this.#flowedAt = now;
    this.#wasConnected ||= connection === "connected";
    if (socketOpen && this.#socketLost) {
      this.#socketLost = false;
      this.#suspectUntil = now + SUSPECT_MS;
    }
    const before = this.#trouble;
    const peerSends = !peer || peer.audio || peer.video || peer.screen;
    this.#trouble = troubleOf({
      connection,
      wasConnected: this.#wasConnected,
      quietMs: now - this.#flowedAt,
      suspect: now < this.#suspectUntil,
      peerSends,
      peerHears: peer?.hears !== false,
    });
    if (this.#trouble && !before) this.#since = now;
    // A fresh connection alone proves nothing: the count ends with what comes over it.
    if (!this.#trouble && (flows || !peerSends)) this.#repairs = 0;
    return this.#next(now, socketOpen);
  }

  #next(now: number, socketOpen: boolean): Repair | null {
    const repair = nextRepair({
      trouble: this.#trouble,
      since: this.#since,
      repairs: this.#repairs,
      repairedAt: this.#repairedAt,
      suspect: now < this.#suspectUntil,
      socketOpen,
    }, now);
    if (repair) {
      this.#repairs++;
      this.#repairedAt = now;
    }
    return repair;
  }
}
