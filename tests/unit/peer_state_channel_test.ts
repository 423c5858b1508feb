/// <reference lib="dom" />
import { deepEqual, equal } from "node:assert/strict";
import { PeerStateChannel, readPeerState } from "../../islands/lib/peer_state_channel.ts";

const STATE = { audio: true, video: false, screen: false };

Deno.test("readPeerState() takes what is complete and nothing else [RTC-8]", () => {
  deepEqual(readPeerState(JSON.stringify({ ...STATE, hears: false, more: 1 })), { ...STATE, hears: false });
  deepEqual(readPeerState(JSON.stringify({ ...STATE, left: true })), { ...STATE, left: true });
  deepEqual(readPeerState(JSON.stringify({ ...STATE, hears: "yes", left: 1 })), STATE);
  const wishes = { ...STATE, poor: true, wantsVideo: false };
  deepEqual(readPeerState(JSON.stringify(wishes)), wishes);
  deepEqual(readPeerState(JSON.stringify({ ...STATE, poor: 1, wantsVideo: 0 })), STATE);
  for (const bad of ["", "null", "5", "[]", "{}", '{"audio":true,"video":1,"screen":false}', "{"]) {
    equal(readPeerState(bad), null);
  }
});

Deno.test("PeerStateChannel sends the newest state when it opens, and each state once [RTC-8]", () => {
  const sent: string[] = [];
  const channel = {
    readyState: "connecting",
    onopen: () => {},
    onmessage: () => {},
    send: (text: string) => sent.push(text),
  };
  const connection = { createDataChannel: () => channel } as unknown as RTCPeerConnection;
  const states = new PeerStateChannel(connection, () => {});
  states.send(STATE);
  states.send({ ...STATE, screen: true });
  channel.readyState = "open";
  channel.onopen();
  states.send({ ...STATE, screen: true });
  deepEqual(sent, [JSON.stringify({ ...STATE, screen: true })]);
});
