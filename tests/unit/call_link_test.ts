/// <reference lib="dom" />
import { deepEqual, equal } from "node:assert/strict";
import { CallLink } from "../../islands/lib/call_link.ts";
import type { CallSignaling } from "../../islands/lib/call_signaling.ts";
import type { Signal } from "../../islands/lib/reliable_signals.ts";
import type { WebRTCClient } from "../../islands/lib/webrtc_client.ts";
import { FakeHost } from "../support/fake_host.ts";
import { settled } from "../support/fake_time.ts";

const CANDIDATE: Signal = { kind: "candidate", candidate: { candidate: "candidate:1" } };

/** A link whose connection and socket are noted only. */
function linkOf() {
  const host = new FakeHost();
  const did: unknown[] = [];
  const note = (name: string) => (...args: unknown[]) => {
    did.push([name, ...args]);
    return Promise.resolve();
  };
  const client = {
    on: () => () => {},
    sendPeerState: () => {},
    getStats: () => Promise.resolve([]),
    close: () => {},
    connectionState: "new",
    addIceCandidate: note("add"),
    receiveOffer: note("offer"),
    receiveAnswer: note("answer"),
  };
  const signaling = {
    on: () => () => {},
    serverNow: () => host.now(),
    state: { name: "open" },
    acknowledgeSignal: note("acknowledge"),
    sendIceCandidate: note("send"),
    probe: () => {},
  };
  const link = new CallLink({
    client: client as unknown as WebRTCClient,
    signaling: signaling as unknown as CallSignaling,
    ...{ host, callId: "call" },
    wishes: () => ({}),
    onChange: () => {},
    onCall: () => {},
    onLost: () => {},
    onLeft: () => {},
  });
  return { host, did, link };
}

Deno.test("CallLink takes each candidate once, and none after the end [DEV-15]", async () => {
  const { did, link, host } = linkOf();
  link.receive(CANDIDATE, 7);
  link.receive(CANDIDATE, 7);
  await settled();
  deepEqual(did, [["acknowledge", "call", 7], ["add", { candidate: "candidate:1" }], [
    "acknowledge",
    "call",
    7,
  ]]);
  did.length = 0;
  link.stop(false);
  link.receive(CANDIDATE, 8);
  link.receive({ kind: "offer", offer: { type: "offer", sdp: "" } }, 9);
  await settled();
  deepEqual(did, []);
  equal(host.pending, 0);
});
