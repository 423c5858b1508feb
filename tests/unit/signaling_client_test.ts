/// <reference lib="dom" />
import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import type { PageNotices } from "../../islands/lib/page_watch.ts";
import { SignalingClient } from "../../islands/lib/signaling_client.ts";
import type { SignalingOptions } from "../../islands/lib/signaling_options.ts";
import { FakeHost } from "../support/fake_host.ts";
import { FakeSocket } from "../support/fake_socket.ts";
import { settled } from "../support/fake_time.ts";

const CALL_ID = "55555555-5555-4555-8555-555555555555";
const BUSY = { error: { code: "busy", message: "They are in a call." } };
const LATER = { error: { code: "rate_limited", message: "Too many." } };

/** A client whose sockets, time and page the test plays. */
function clientOf(options: Pick<SignalingOptions, "ticket" | "keep"> = {}) {
  const host = new FakeHost();
  const sockets: FakeSocket[] = [];
  let page: PageNotices = { onNetwork: () => {}, onVisible: () => {} };
  const client = new SignalingClient({
    ...options,
    url: "https://clinic.example/ws",
    deviceId: "device-1",
    host,
    createSocket: (url, protocols) => {
      const socket = new FakeSocket(url, protocols);
      sockets.push(socket);
      return socket;
    },
    watchPage: (notices) => {
      page = notices;
      return () => {};
    },
  });
  const states: string[] = [];
  client.on("state", ({ name }) => states.push(name));
  const last = () => {
    const socket = sockets.at(-1);
    ok(socket);
    return socket;
  };
  const connected = async () => {
    client.connect();
    await settled();
    last().hello();
    return last();
  };
  return { client, host, sockets, states, last, connected, page: () => page };
}

Deno.test("connect() names the device in the query, no token, and is open from hello on [LINK-1]", async () => {
  const { client, states, last } = clientOf();
  client.connect(7);
  await settled();
  equal(last().url, "wss://clinic.example/ws?device_id=device-1");
  deepEqual(last().protocols, ["carewire.1"]);
  equal(client.state.name, "connecting");
  last().hello();
  deepEqual(states, ["connecting", "open"]);
  client.close();
});

Deno.test("connect() asks for a fresh ticket before every connection [LINK-1]", async () => {
  let tickets = 0;
  const { client, host, last } = clientOf({ ticket: () => Promise.resolve(`t${++tickets}`) });
  client.connect();
  await settled();
  deepEqual(last().protocols, ["carewire.1", "ticket.t1"]);
  last().breakOff();
  await host.advance(500);
  deepEqual(last().protocols, ["carewire.1", "ticket.t2"]);
  client.close();
});

Deno.test("connect() stops when somebody else is signed in, before anything is sent [LINK-1]", async () => {
  const { client, last } = clientOf();
  client.connect(8);
  const request = client.request("chat:read", { message_id: CALL_ID });
  await settled();
  last().hello(7);
  deepEqual(client.state, { name: "stopped", code: 4500, reason: "somebody else is signed in" });
  await rejects(request, { code: "closed" });
  deepEqual(last().frames, []);
});

Deno.test("SignalingClient tries ten times with 1, 2, 4, 8, 16 s of jitter and then stops [LINK-2]", async () => {
  const { client, host, sockets, last } = clientOf();
  host.luck = 0.999;
  client.connect();
  await settled();
  const waits: number[] = [];
  while (client.state.name !== "stopped") {
    last().breakOff(1006, "gone");
    if (client.state.name !== "waiting") break;
    waits.push(Math.round((client.state.retryAt - host.now()) / 1_000));
    await host.advance(client.state.retryAt - host.now());
  }
  deepEqual(waits, [1, 2, 4, 8, 16, 16, 16, 16, 16, 16]);
  equal(sockets.length, 11);
  deepEqual(client.state, { name: "stopped", code: 1006, reason: "gone" });
  equal(host.pending, 0);
});

Deno.test("SignalingClient starts anew when the network or the reader comes back, or on demand [LINK-2]", async () => {
  for (const wake of ["onNetwork", "onVisible", "reconnectNow"] as const) {
    const { client, host, sockets, last, page } = clientOf();
    client.connect();
    await settled();
    for (let attempt = 0; attempt < 11; attempt++) {
      last().breakOff();
      await host.advance(16_000);
    }
    equal(client.state.name, "stopped");
    if (wake === "reconnectNow") client.reconnectNow();
    else page()[wake]();
    await settled();
    equal(sockets.length, 12);
    last().hello();
    equal(client.state.name, "open");
    client.close();
  }
});

Deno.test("SignalingClient obeys close codes that forbid coming back [LINK-3]", async () => {
  const { client, host, sockets, connected, page } = clientOf();
  (await connected()).breakOff(4500, "signed out");
  deepEqual(client.state, { name: "stopped", code: 4500, reason: "signed out" });
  page().onVisible();
  page().onNetwork();
  await host.advance(60_000);
  equal(sockets.length, 1);
});

Deno.test("The count of attempts starts over only after a connection that lasted [LINK-2]", async () => {
  const { client, host, connected, last } = clientOf();
  (await connected()).breakOff(4002);
  await host.advance(1_000);
  last().hello();
  last().breakOff(4002);
  equal(client.state.name === "waiting" && client.state.attempt, 2);
  await host.advance(2_000);
  last().hello();
  await host.advance(6_000);
  last().breakOff();
  equal(client.state.name === "waiting" && client.state.attempt, 1);
  client.close();
});

Deno.test("request() resolves with its reply and counts what is unanswered [LINK-4]", async () => {
  const { client, connected } = clientOf();
  const socket = await connected();
  const counts: number[] = [];
  client.on("unsent", (count) => counts.push(count));
  const first = client.updatePresence("busy");
  const second = client.declineCall(CALL_ID);
  await settled();
  socket.reply("decline_call", { error: { code: "conflict", message: "It is over." } });
  socket.reply("presence:update", { data: { presence: "yes" } });
  deepEqual(await first, { presence: "yes" });
  await rejects(second, { code: "conflict", message: "It is over." });
  deepEqual(counts, [1, 2, 1, 0]);
  client.close();
});

Deno.test("What is sent in one turn goes in one frame, in its order [LINK-5]", async () => {
  const { client, connected } = clientOf();
  const socket = await connected();
  client.sendTyping(CALL_ID);
  void client.markRead(CALL_ID);
  client.sendTyping(CALL_ID);
  await settled();
  equal(socket.frames.length, 1);
  deepEqual(socket.sent.map((one) => one.event), ["chat:typing", "chat:read", "chat:typing"]);
  client.sendTyping(CALL_ID);
  await settled();
  ok(socket.frames[1]?.startsWith("{"));
});

Deno.test("Commands wait while offline and are sent again once per connection until answered [LINK-4]", async () => {
  const { client, host, connected, sockets, last } = clientOf();
  const early = client.sendMessage({ conversationId: CALL_ID, body: "hello" });
  const first = await connected();
  await settled();
  equal(first.sentOf("chat:message").length, 1);
  first.breakOff();
  client.sendTyping(CALL_ID);
  const offline = client.markRead(CALL_ID);
  await host.advance(1_000);
  last().hello();
  await settled();
  equal(sockets.length, 2);
  deepEqual(last().sent.map((one) => one.event), ["chat:message", "chat:read"]);
  deepEqual(last().sentOf("chat:message")[0], first.sentOf("chat:message")[0]);
  last().reply("chat:message", { data: { message: 1 } });
  last().reply("chat:read", { data: {} });
  deepEqual([await early, await offline], [{ message: 1 }, {}]);
  await host.advance(20_000);
  equal(last().sentOf("chat:message").length, 1);
});

Deno.test("Replies of the server that mean later are tried again until they are answered [LINK-6]", async () => {
  const { client, host, connected } = clientOf();
  const socket = await connected();
  const message = client.sendMessage({ conversationId: CALL_ID, body: "one" });
  await settled();
  socket.reply("chat:message", LATER);
  const next = client.sendMessage({ conversationId: CALL_ID, body: "two" });
  await settled();
  equal(socket.sentOf("chat:message").length, 1, "a later message must not overtake");
  await host.advance(500);
  deepEqual(socket.sentOf("chat:message").map((one) => one.data.body), ["one", "one", "two"]);
  const [, repeated] = socket.sentOf("chat:message");
  socket.receive({ event: "reply", ref: repeated?.ref, data: { message: 1 } });
  deepEqual(await message, { message: 1 });
  for (let tries = 0; tries < 40; tries++) {
    socket.reply("chat:message", tries % 2 ? LATER : { error: { code: "unavailable", message: "Later." } });
    await host.advance(8_000);
    socket.receive({ event: "reply", ref: "heartbeat", data: {} });
  }
  equal(client.unsent, 1);
  socket.reply("chat:message", { data: { message: 2 } });
  deepEqual(await next, { message: 2 });
  const busy = rejects(client.initiateCall(1, 2, "video"), { code: "busy" });
  await settled();
  socket.reply("initiate_call", BUSY);
  await busy;
});

Deno.test("initiateCall() is given up after 15 s without the server, so that nobody rings late [LINK-7]", async () => {
  const { client, host, connected, last } = clientOf();
  (await connected()).breakOff();
  const placed = rejects(client.initiateCall(1, 2, "video"), { code: "timeout" });
  const read = client.markRead(CALL_ID);
  for (let waited = 0; waited < 16; waited++) {
    await host.advance(1_000);
    if (client.state.name === "connecting") last().breakOff();
  }
  await placed;
  equal(client.unsent, 1);
  client.close();
  await rejects(read, { code: "closed" });
});

Deno.test("A heartbeat without an answer drops the connection, sooner in a call [LINK-8]", async () => {
  for (const [inCall, dead] of [[false, 35_000], [true, 9_000]] as const) {
    const { client, host, connected } = clientOf();
    const socket = await connected();
    client.setInCall(inCall);
    await host.advance(dead - 1);
    equal(client.state.name, "open");
    await host.advance(1);
    equal(client.state.name, "waiting");
    ok(socket.closed);
    equal(socket.sentOf("heartbeat").length, 1);
    client.close();
    equal(host.pending, 0);
  }
});

Deno.test("Anything heard keeps the connection, and heartbeats carry the server's clock [LINK-8]", async () => {
  const { client, host, connected } = clientOf();
  const socket = await connected();
  equal(client.serverNow(), host.now());
  await host.advance(25_000);
  socket.receive({ event: "reply", ref: "heartbeat", data: { server_time: "2026-03-02T10:00:00.000Z" } });
  equal(client.serverNow(), Date.parse("2026-03-02T10:00:00.000Z"));
  await host.advance(25_000);
  socket.receive({ event: "user:online", data: { user_id: 1 } });
  await host.advance(24_000);
  equal(client.state.name, "open");
  client.close();
});

Deno.test("A change of network renews the connection at once; a look at the page only knocks [LINK-8]", async () => {
  const { client, host, connected, sockets, last, page } = clientOf();
  await connected();
  page().onVisible();
  await settled();
  equal(last().sentOf("heartbeat").length, 1);
  last().receive({ event: "reply", ref: "heartbeat", data: {} });
  await host.advance(3_000);
  equal(sockets.length, 1);
  page().onNetwork();
  await settled();
  equal(sockets.length, 2);
  last().hello();
  client.probe();
  await host.advance(2_000);
  equal(client.state.name, "waiting");
  client.close();
});

Deno.test("A connection that says nothing is given up, and the old one's events are not heard any more [LINK-8]", async () => {
  const { client, host, last } = clientOf();
  const heard: number[] = [];
  client.on("user:online", ({ user_id }) => heard.push(user_id));
  client.connect();
  await settled();
  const silent = last();
  await host.advance(10_000);
  equal(client.state.name, "waiting");
  silent.receive({ event: "user:online", data: { user_id: 1 } });
  deepEqual(heard, []);
  client.close();
});

Deno.test("Frames are read single or in arrays; what is not of the protocol is left out [LINK-5]", async () => {
  const { client, connected } = clientOf();
  const socket = await connected();
  const heard: unknown[] = [];
  client.on("user:online", (data) => heard.push(data));
  client.on("sync", () => heard.push(client.lastSync?.live_call));
  socket.receive([{ event: "user:online", data: { user_id: 1 } }, 5, { event: "news", data: {} }, null]);
  socket.receive("{not json");
  socket.receive({ event: "user:online", data: null });
  socket.receive({ event: "sync", data: { live_call: null, conversations: [], presence: [] } });
  deepEqual(heard, [{ user_id: 1 }, null]);
  socket.breakOff();
  equal(client.lastSync, null);
  client.close();
});

Deno.test("request() refuses what no frame can hold without sending it [LINK-5]", async () => {
  const { client, connected } = clientOf();
  const socket = await connected();
  await rejects(client.sendMessage({ conversationId: CALL_ID, body: "ä".repeat(40_000) }), {
    code: "too_large",
  });
  deepEqual(socket.frames, []);
  client.close();
});

Deno.test("A handler that throws does not keep the others from hearing [LINK-9]", async () => {
  const { client, connected } = clientOf();
  const faults: unknown[] = [];
  const report = (event: ErrorEvent) => {
    event.preventDefault();
    faults.push(event.error);
  };
  addEventListener("error", report);
  try {
    const heard: number[] = [];
    client.on("user:online", () => {
      throw new Error("a page's own fault");
    });
    client.on("user:online", ({ user_id }) => heard.push(user_id));
    (await connected()).receive({ event: "user:online", data: { user_id: 3 } });
    deepEqual([heard, faults.length], [[3], 1]);
  } finally {
    removeEventListener("error", report);
    client.close();
  }
});

Deno.test("A server that restarts is tried again within a second, and the count starts over [DEV-9]", async () => {
  const { client, host, connected, last } = clientOf();
  host.luck = 0.999;
  await connected();
  for (let restart = 0; restart < 3; restart++) {
    last().breakOff(1012, "the server restarts");
    equal(client.state.name === "waiting" && client.state.attempt, 1);
    await host.advance(1_000);
    last().breakOff();
    equal(client.state.name === "waiting" && client.state.attempt, 2);
    await host.advance(2_000);
    last().hello();
  }
  client.close();
});

Deno.test("Close codes up to 4499 come back, those from 4500 do not [DEV-9]", async () => {
  for (
    const [code, name] of [[4000, "waiting"], [4499, "waiting"], [4500, "stopped"], [
      4999,
      "stopped",
    ]] as const
  ) {
    const { client, connected } = clientOf();
    (await connected()).breakOff(code);
    equal(client.state.name, name, String(code));
    client.close();
  }
});

Deno.test("One wake makes one attempt, and an attempt from before the sleep is made anew [DEV-10]", async () => {
  const { client, host, connected, sockets, last, page } = clientOf();
  (await connected()).breakOff();
  page().onNetwork();
  page().onVisible();
  page().onNetwork();
  await settled();
  equal(sockets.length, 2);
  await host.advance(1_500);
  page().onVisible();
  await settled();
  equal(sockets.length, 3);
  last().hello();
  equal(client.state.name, "open");
  client.close();
});

Deno.test("An older version of a call than the known one is not told [DEV-8]", async () => {
  const { client, connected } = clientOf();
  const socket = await connected();
  const heard: string[] = [];
  const live: (string | undefined)[] = [];
  for (const event of ["call:ringing", "call:ended"] as const) {
    client.on(event, ({ call }) => heard.push(`${event} ${call.version}`));
  }
  client.on("sync", ({ live_call }) => live.push(live_call?.status));
  const call = { call_id: CALL_ID, version: 2, status: "ringing" };
  const sync = {
    live_call: { ...call, ring_until: "2026-03-02T09:01:00.000Z" },
    conversations: [],
    presence: [],
  };
  socket.receive({ event: "call:ringing", data: { call } });
  socket.receive({ event: "call:ringing", data: { call } });
  socket.receive({ event: "sync", data: sync });
  socket.receive({ event: "call:ended", data: { call: { ...call, version: 3, status: "ended" } } });
  socket.receive({ event: "call:ringing", data: { call } });
  socket.receive({ event: "sync", data: sync });
  deepEqual(heard, ["call:ringing 2", "call:ringing 2", "call:ended 3"]);
  deepEqual(live, ["ringing", undefined]);
  equal(client.lastSync?.live_call, null);
  client.close();
});

Deno.test("lastSync counts the messages that came since, for those who look later [DEV-6]", async () => {
  const { client, connected } = clientOf();
  const socket = await connected();
  const head = { conversation_id: CALL_ID, last_seq: 4, delivered_seq: 0, read_seq: 0 };
  socket.receive({ event: "sync", data: { live_call: null, conversations: [head], presence: [] } });
  for (const seq of [5, 7, 6]) {
    socket.receive({ event: "chat:message", data: { message: { conversation_id: CALL_ID, seq } } });
  }
  equal(client.lastSync?.conversations[0]?.last_seq, 7);
  client.close();
});

Deno.test("A command is kept until it is answered, also over the end of the client [DEV-4]", async () => {
  const kept = new Set<string>();
  const { client, connected } = clientOf({
    keep: (event) => {
      kept.add(event);
      return () => kept.delete(event);
    },
  });
  const socket = await connected();
  const read = client.markRead(CALL_ID);
  const hungUp = client.hangupCall(CALL_ID);
  await settled();
  deepEqual([...kept], ["chat:read", "hangup_call"]);
  socket.reply("chat:read", { data: {} });
  await read;
  deepEqual([...kept], ["hangup_call"]);
  client.close();
  await rejects(hungUp, { code: "closed" });
  deepEqual([...kept], ["hangup_call"]);
});
