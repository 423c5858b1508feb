/// <reference lib="dom" />
import { createSocket, type Socket } from "node:dgram";
import { freePort } from "./free_port.ts";
import type { VisitWindow } from "./visit_window.ts";

/** The UDP between the browsers of a call, with as much of it lost as a test wants, in each direction of its own. */
export class LossyPath implements AsyncDisposable {
  /** Which share of the packets to somebody is lost. */
  readonly lossTo = new Map<VisitWindow, number>();
  readonly #sockets: Socket[] = [];

  /** Leads what `window` sends from its next page on to `peer`, and what comes back, over this path. */
  async between(window: VisitWindow, peer: VisitWindow): Promise<void> {
    await window.context.exposeFunction(
      "forwardedPort",
      (address: string, port: number) => this.#forward(window, peer, { address, port }),
    );
    await window.context.addInitScript(takeForwardedCandidates);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#sockets.map((socket) => new Promise<void>((done) => socket.close(done))));
  }

  /** Makes a port that stands in for a candidate of the peer. */
  async #forward(
    window: VisitWindow,
    peer: VisitWindow,
    target: { address: string; port: number },
  ): Promise<number> {
    const socket = createSocket("udp4");
    this.#sockets.push(socket);
    const port = freePort();
    let other: { address: string; port: number } | undefined;
    socket.on("message", (bytes, from) => {
      const back = from.address === target.address && from.port === target.port;
      if (!back) other = from;
      const next = back ? other : target;
      if (next && Math.random() >= (this.lossTo.get(back ? window : peer) ?? 0)) {
        socket.send(bytes, next.port, next.address, () => {});
      }
    });
    await new Promise<void>((bound) => socket.bind(port, target.address, bound));
    return port;
  }
}

/** Runs in the page before its own scripts: takes the peer's candidates by the ports that stand in for them. */
function takeForwardedCandidates(): void {
  const { forwardedPort } = globalThis as unknown as {
    forwardedPort(address: string, port: number): Promise<number>;
  };
  const { addIceCandidate, setRemoteDescription } = RTCPeerConnection.prototype;
  RTCPeerConnection.prototype.addIceCandidate = async function (init?: RTCIceCandidateInit | null) {
    // candidate:<foundation> <component> <transport> <priority> <address> <port> typ …
    const parts = init?.candidate?.split(" ") ?? [];
    if (parts[2]?.toLowerCase() !== "udp" || !parts[4]?.includes(".")) return;
    parts[5] = String(await forwardedPort(parts[4], Number(parts[5])));
    await Reflect.apply(addIceCandidate, this, [{ ...init, candidate: parts.join(" ") }]);
  };
  RTCPeerConnection.prototype.setRemoteDescription = async function (given: RTCSessionDescriptionInit) {
    const sdp = given.sdp?.replace(/^a=candidate:.*\r\n/gm, "");
    await Reflect.apply(setRemoteDescription, this, [{ ...given, sdp }]);
  };
}
