import { assert, assertEquals } from "../support/assert.ts";
import { granted } from "../support/granted.ts";
import { ApiClient } from "../support/api_client.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";

const ignore = !granted("read", "write", "run", "net", "env", "sys");

interface Clinic {
  server: ServerProcess;
  patient: ApiClient;
  doctor: ApiClient;
  stranger: ApiClient;
  /** Of patient and doctor. */
  appointmentId: number;
}

type Step = (name: string, run: () => Promise<void>) => Promise<boolean>;

/** One server for all steps of a test: the demo clinic, known only by CONTRACT.md. */
function test(name: string, fn: (clinic: Clinic, step: Step) => Promise<void>): void {
  Deno.test({
    name,
    ignore,
    async fn(t) {
      await using dataDir = await tempDataDir();
      await using server = await ServerProcess.start({ dataDir: dataDir.path });
      const patient = await ApiClient.signIn(server.origin, "patient@demo.test");
      const doctor = await ApiClient.signIn(server.origin, "doctor@demo.test");
      const stranger = await ApiClient.signIn(server.origin, "patient2@demo.test");
      const { body } = await patient.ask("GET", "/api/appointments");
      const appointmentId = body.appointments[0].id;
      await fn(
        { server, patient, doctor, stranger, appointmentId },
        (name, run) => t.step(name, run),
      );
    },
  });
}

test("a visit over both doors by a client that knows only the contract [DOOR-1]", async (clinic, step) => {
  const { patient, doctor, stranger, appointmentId } = clinic;
  await using caller = await patient.socket();
  await using callee = await doctor.socket();
  assertEquals(caller.protocol, "carewire.1");
  assertEquals(caller.events[0]?.event, "hello");
  assertEquals(caller.events[0]?.data.protocol, 1);
  assertEquals(caller.events[0]?.data.heartbeat_ms, 25_000);
  assertEquals(caller.events[1]?.event, "sync");

  const initiate = { callee_id: doctor.user.id, appointment_id: appointmentId, call_type: "video" };
  const placed = await patient.ask("POST", "/api/calls/initiate", initiate);
  assertEquals(placed.status, 201);
  const { call_id } = placed.body;
  for (const field of ["room_id", "status", "ice_servers", "ring_until", "call"]) {
    assert(field in placed.body, field);
  }
  assertEquals((await callee.next("call:ringing")).call.call_id, call_id);

  await step("a second call is busy on both doors", async () => {
    const http = await doctor.ask("POST", "/api/calls/initiate", { ...initiate, callee_id: patient.user.id });
    assertEquals([http.status, http.body.code], [409, "busy"]);
    assertEquals(http.headers.get("content-type"), "application/problem+json");
    const socket = await callee.ask("initiate_call", { ...initiate, callee_id: patient.user.id });
    assertEquals(socket.error.code, "busy");
  });

  await step("a stranger sees nothing of it", async () => {
    for (
      const [method, path] of [["GET", ""], ["POST", "/accept"], ["POST", "/decline"], ["POST", "/hangup"], [
        "GET",
        "/timeline",
      ]]
    ) {
      const answer = await stranger.ask(method ?? "", `/api/calls/${call_id}${path}`);
      const absent = await stranger.ask(method ?? "", `/api/calls/${crypto.randomUUID()}${path}`);
      assertEquals([answer.status, answer.body], [404, absent.body]);
    }
  });

  await step("accepted over HTTP, signaled and connected over the socket", async () => {
    const accepted = await doctor.ask("POST", `/api/calls/${call_id}/accept`);
    assertEquals([accepted.status, accepted.body.status], [200, "accepted"]);
    const again = await doctor.ask("POST", `/api/calls/${call_id}/accept`);
    assertEquals(again.status, 200);
    assert("polite" in await caller.next("call:accepted"));
    const sdp = "v=0\r\na=fingerprint:sha-256 00\r\n";
    await caller.ask("webrtc:offer", { call_id, offer: { type: "offer", sdp } });
    assertEquals((await callee.next("webrtc:offer")).from_user_id, patient.user.id);
    await callee.ask("webrtc:answer", { call_id, answer: { type: "answer", sdp } });
    await caller.next("webrtc:answer");
    for (const socket of [caller, callee]) {
      await socket.ask("call:media", { call_id, receiving: { audio: true, video: true } });
    }
    assertEquals((await caller.next("call:connected")).call.status, "connected");
    assertEquals((await patient.ask("GET", `/api/calls/${call_id}`)).body.call.status, "connected");
  });

  await step("hung up over HTTP, seen by both, in the history once", async () => {
    const left = await patient.ask("POST", `/api/calls/${call_id}/hangup`, {
      reason: "user_hangup",
      duration: 99,
    });
    assertEquals([left.status, left.body.success, left.body.call_summary.end_reason], [
      200,
      true,
      "user_hangup",
    ]);
    assert(left.body.call_summary.duration < 99);
    assertEquals((await callee.next("call:ended")).reason, "user_hangup");
    const history = await doctor.ask(
      "GET",
      "/api/call-history?status=ended&call_type=video&end_reason=user_hangup",
    );
    assertEquals([history.body.total, history.body.pages, history.body.current_page], [1, 1, 1]);
    assertEquals(history.body.calls[0].call_id, call_id);
    const timeline = await doctor.ask("GET", `/api/calls/${call_id}/timeline`);
    const story = timeline.body.events.map((one: { what: string }) => one.what);
    assertEquals(
      story,
      ["placed", "rang", "accepted", "negotiated", "connected", "hung_up"].map((one) => `call.${one}`),
    );
  });
});

test("messages over both doors: once, in order, delivered and read [DOOR-2]", async ({ patient, doctor, stranger }) => {
  await using sender = await patient.socket();
  await using receiver = await doctor.socket();
  const opened = await patient.ask("POST", "/api/conversations", {
    participant_ids: [doctor.user.id],
    conversation_type: "direct",
  });
  const id = opened.body.conversation.conversation_id;
  assertEquals(opened.status, 200);
  const client_id = crypto.randomUUID();
  const sent = await sender.ask("chat:message", { conversation_id: id, body: "Grüße ✓", client_id });
  assertEquals([sent.data.message.seq, sent.data.message.status], [1, "sent"]);
  const got = await receiver.next("chat:message");
  assertEquals(got.message.body, "Grüße ✓");
  const again = await patient.ask("POST", `/api/conversations/${id}/send-message`, {
    body: "Grüße ✓",
    message_type: "text",
    client_id,
  });
  assertEquals([again.status, again.body.message.message_id], [200, sent.data.message.message_id]);
  const other = await patient.ask("POST", `/api/conversations/${id}/send-message`, {
    body: "other",
    message_type: "text",
    client_id,
  });
  assertEquals(other.status, 409);
  const second = await patient.ask("POST", `/api/conversations/${id}/send-message`, {
    body: "two",
    message_type: "text",
  });
  assertEquals([second.status, second.body.message.seq], [201, 2]);
  assertEquals((await doctor.ask("GET", "/api/conversations")).body.conversations[0].unread_count, 2);
  await receiver.ask("chat:delivered", { message_id: sent.data.message.message_id });
  assertEquals((await sender.next("chat:delivered")).user_id, doctor.user.id);
  const read = await doctor.ask("POST", `/api/messages/${second.body.message.message_id}/mark-read`);
  assertEquals([read.body.success, read.body.message.status], [true, "read"]);
  assertEquals((await sender.next("chat:read")).message_id, second.body.message.message_id);
  const page = await patient.ask("GET", `/api/conversations/${id}/messages`);
  assertEquals(page.body.messages.map((one: { status: string }) => one.status), ["read", "read"]);
  assertEquals(page.body.messages[0].receipts.length, 1);
  const after = await patient.ask("GET", `/api/conversations/${id}/messages?after_seq=1`);
  assertEquals(after.body.messages.map((one: { seq: number }) => one.seq), [2]);
  await receiver.ask("chat:typing", { conversation_id: id });
  assertEquals((await sender.next("chat:typing")).user_id, doctor.user.id);
  for (const path of ["", "/messages"]) {
    assertEquals((await stranger.ask("GET", `/api/conversations/${id}${path}`)).status, 404);
  }
});

test("presence is told to those who share something and to nobody else [DOOR-3]", async ({ patient, doctor, stranger, appointmentId }) => {
  await using watcher = await patient.socket();
  await using outsider = await stranger.socket();
  const own = await doctor.socket();
  assertEquals((await watcher.next("user:online")).user_id, doctor.user.id);
  assertEquals((await patient.ask("GET", `/api/presence/${doctor.user.id}`)).body.presence.status, "online");
  const said = { status: "away", current_appointment_id: appointmentId };
  const away = await doctor.ask("POST", "/api/presence/update", said);
  assertEquals(away.body.presence.current_appointment_id, appointmentId);
  assertEquals((await outsider.ask("presence:update", said)).error.code, "not_found");
  await watcher.next("presence:update", ({ presence }) => presence.status === "away");
  await own[Symbol.asyncDispose]();
  const offline = await watcher.next("user:offline");
  assertEquals([offline.user_id, typeof offline.last_seen], [doctor.user.id, "string"]);
  assertEquals(outsider.events.filter((one) => /user:|presence:/.test(one.event)), []);
  assertEquals((await stranger.ask("GET", `/api/presence/${doctor.user.id}`)).status, 404);
});

test("the doors refuse what does not belong [DOOR-4]", async ({ server, patient }) => {
  const status = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(server.origin + path, init);
    await response.body?.cancel();
    return response.status;
  };
  const upgrade = {
    upgrade: "websocket",
    connection: "upgrade",
    "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    "sec-websocket-version": "13",
  };
  assertEquals(await status("/api/auth/me"), 401);
  assertEquals(await rawStatus(server.port, "/ws", upgrade), 401);
  const bearer = { authorization: `Bearer ${patient.token}` };
  assertEquals(
    await rawStatus(server.port, "/ws", { ...upgrade, ...bearer, origin: "https://evil.test" }),
    403,
  );
  assertEquals(await rawStatus(server.port, "/ws", { ...upgrade, ...bearer }), 101);
  const { "sec-websocket-key": _, ...keyless } = upgrade;
  assertEquals(await rawStatus(server.port, "/ws", { ...keyless, ...bearer }), 400);
  assertEquals(
    await rawStatus(server.port, "/ws", { ...upgrade, ...bearer, "sec-websocket-version": "8" }),
    426,
  );
  const json = { ...bearer, "content-type": "application/json" };
  const post = (body: string, headers: HeadersInit = json) =>
    status("/api/calls/initiate", { method: "POST", headers, body });
  assertEquals(await post("{"), 400);
  assertEquals(await post("{}"), 422);
  assertEquals(await post("{}", { ...bearer, "content-type": "text/plain" }), 415);
  assertEquals(await post(`{"x":"${"a".repeat(70_000)}"}`), 413);
  assertEquals(await post("{}", { ...json, origin: "https://evil.test" }), 403);
  assertEquals(await status("/api/calls/not-a-uuid", { headers: bearer }), 404);
  assertEquals(await status("/static/../deno.json"), 404);
});

/** The status of one request written by hand: fetch can't ask for an upgrade. */
async function rawStatus(port: number, path: string, headers: Record<string, string>): Promise<number> {
  using connection = await Deno.connect({ hostname: "127.0.0.1", port });
  const lines = [
    `GET ${path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    ...Object.entries(headers).map(([k, v]) => `${k}: ${v}`),
  ];
  await connection.write(new TextEncoder().encode(lines.join("\r\n") + "\r\n\r\n"));
  const buffer = new Uint8Array(512);
  const length = await connection.read(buffer);
  return Number(new TextDecoder().decode(buffer.subarray(0, length ?? 0)).split(" ")[1]);
}

test("bad frames get a clear answer and change nothing [DOOR-5]", async ({ patient }) => {
  await using socket = await patient.socket();
  assertEquals((await socket.ask("no_such_event", {})).error.code, "bad_request");
  assertEquals((await socket.ask("accept_call", { call_id: "x" })).error.code, "bad_request");
  assertEquals((await socket.ask("accept_call", { call_id: crypto.randomUUID() })).error.code, "not_found");
  socket.send([{ event: "heartbeat", data: {} }, { event: "heartbeat", data: {}, ref: 7001 }]);
  assert((await socket.ask("heartbeat", {})).data.server_time);
  const broken = await patient.socket();
  broken.send("{not json");
  assertEquals((await broken.closed).code, 4502);
  const text = {
    event: "chat:message",
    data: { conversation_id: crypto.randomUUID(), body: "a\0b", client_id: "x" },
  };
  socket.send({ ...text, ref: 7002 });
  assertEquals((await socket.ask("chat:message", text.data)).error.code, "bad_request");
  assert((await socket.ask("heartbeat", {})).data.server_time);
  const wordy = await patient.socket();
  wordy.send(JSON.stringify("日本語".repeat(100)));
  assertEquals((await wordy.closed).code, 4502);
  const huge = await patient.socket();
  huge.send(" ".repeat(65_537));
  assertEquals((await huge.closed).code, 1009);
});

test("a sign-out closes the sockets of that session, and only those [DOOR-6]", async ({ server, patient }) => {
  const gone = await patient.socket();
  const other = await ApiClient.signIn(server.origin, "patient@demo.test");
  await using stays = await other.socket();
  assertEquals((await patient.ask("POST", "/api/auth/logout")).status, 204);
  const { code, reason } = await gone.closed;
  assertEquals([code, reason], [4500, "signed out"]);
  assert((await stays.ask("heartbeat", {})).data.server_time);
  assertEquals((await patient.ask("GET", "/api/auth/me")).status, 401);
});
