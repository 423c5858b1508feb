/// <reference lib="dom" />
import type { RelayPath } from "../../realtime/core/device_check.ts";
import type { Transport } from "../../realtime/core/device_check_limits.ts";
import type { IceServerObject } from "../../realtime/core/objects.ts";
import { type Arrival, bandwidthKbps, type Probe, probeFigures } from "../models/probe_figures.ts";

/** How long a way over a relay may take to come about, in milliseconds. */
const CONNECT_MS = 10_000;
/** Packets for delay and loss, their distance in milliseconds and their size in bytes: about a voice. */
const PROBES = 40;
const PROBE_EVERY_MS = 30;
const PROBE_BYTES = 160;
/** A packet later than this is lost for a conversation. */
const LATE_MS = 1_000;
/** How much and how long is sent at most to see what comes through. */
const BULK_BYTES_MAX = 600_000;
const BULK_MS_MAX = 3_000;
const BULK_PART_BYTES = 16_384;
/** So much may wait in the browser: enough to keep the way full. */
const BULK_WAITING_BYTES_MAX = 131_072;

/** Calls itself over the relays alone and measures what comes back. Never rejects. */
export async function probeRelay(transport: Transport, servers: IceServerObject[]): Promise<RelayPath> {
  const nothing = { round_trip_ms: null, loss: null, jitter_ms: null, bandwidth_kbps: null };
  let pair: LoopbackPair | undefined;
  try {
    pair = new LoopbackPair(servers);
    await pair.connected;
    const figures = probeFigures(await sendProbes(pair));
    const bandwidth_kbps = bandwidthKbps(await sendBulk(pair));
    return { transport, reachable: true, ...figures, bandwidth_kbps };
  } catch {
    return { transport, reachable: false, ...nothing };
  } finally {
    pair?.close();
  }
}

/** Two connections of this page with each other that may use nothing but relays. */
class LoopbackPair {
  readonly #near: RTCPeerConnection;
  readonly #far: RTCPeerConnection;
  /** Like media: nothing is sent a second time, nothing waits for what is lost. */
  readonly probes: RTCDataChannel;
  readonly bulk: RTCDataChannel;
  /** What comes out at the other end, by channel. */
  readonly received: Record<string, (data: ArrayBuffer) => void> = {};
  /** Resolves when both channels are open; rejects when that takes too long. */
  readonly connected: Promise<void>;

  constructor(iceServers: IceServerObject[]) {
    const configuration: RTCConfiguration = { iceServers, iceTransportPolicy: "relay" };
    const near = this.#near = new RTCPeerConnection(configuration);
    const far = this.#far = new RTCPeerConnection(configuration);
    near.onicecandidate = ({ candidate }) => candidate && void far.addIceCandidate(candidate).catch(() => {});
    far.onicecandidate = ({ candidate }) => candidate && void near.addIceCandidate(candidate).catch(() => {});
    far.ondatachannel = ({ channel }) => {
      channel.binaryType = "arraybuffer";
      channel.onmessage = ({ data }) => this.received[channel.label]?.(data);
    };
    this.probes = near.createDataChannel("probes", { ordered: false, maxRetransmits: 0 });
    this.bulk = near.createDataChannel("bulk");
    this.connected = this.#connect();
  }

  close(): void {
    this.#near.close();
    this.#far.close();
  }

  async #connect(): Promise<void> {
    const opened = Promise.all(
      [this.probes, this.bulk].map((channel) =>
        new Promise<void>((resolve, reject) => {
          channel.onopen = () => resolve();
          channel.onerror = channel.onclose = () => reject(new Error("the channel is closed"));
        })
      ),
    );
    // Whichever fails first decides; the other must not be an unhandled rejection.
    opened.catch(() => {});
    const [near, far] = [this.#near, this.#far];
    await near.setLocalDescription();
    await far.setRemoteDescription(near.localDescription!);
    await far.setLocalDescription();
    await near.setRemoteDescription(far.localDescription!);
    const isIn = await Promise.race([opened.then(() => true), wait(CONNECT_MS).then(() => false)]);
    if (!isIn) throw new Error("no way over the relay in time");
  }
}

async function sendProbes({ probes: channel, received }: LoopbackPair): Promise<Probe[]> {
  const probes: Probe[] = [];
  received.probes = (data) => {
    const probe = probes[new DataView(data).getUint32(0)];
    if (probe) probe.arrivedAt = performance.now();
  };
  for (let n = 0; n < PROBES; n++) {
    const packet = new DataView(new ArrayBuffer(PROBE_BYTES));
    packet.setUint32(0, n);
    probes.push({ sentAt: performance.now(), arrivedAt: null });
    channel.send(packet.buffer);
    await wait(PROBE_EVERY_MS);
  }
  const end = performance.now() + LATE_MS;
  while (performance.now() < end && probes.some((one) => one.arrivedAt === null)) await wait(PROBE_EVERY_MS);
  return probes;
}

async function sendBulk({ bulk: channel, received }: LoopbackPair): Promise<Arrival[]> {
  const arrivals: Arrival[] = [];
  let arrived = 0;
  received.bulk = ({ byteLength }) => {
    arrived += byteLength;
    arrivals.push({ at: performance.now(), bytes: byteLength });
  };
  const end = performance.now() + BULK_MS_MAX;
  const part = new ArrayBuffer(BULK_PART_BYTES);
  let sent = 0;
  while (arrived < BULK_BYTES_MAX && performance.now() < end && channel.readyState === "open") {
    while (sent < BULK_BYTES_MAX && channel.bufferedAmount < BULK_WAITING_BYTES_MAX) {
      channel.send(part);
      sent += part.byteLength;
    }
    await wait(10);
  }
  received.bulk = () => {};
  return arrivals;
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
