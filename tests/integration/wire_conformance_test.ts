/**
 * What the runtime does with the bytes of a socket (RFC 6455), as a list to hold newer runtimes against: where a case says
 * `rfc`, it does something else than that document asks for. Nobody but the sender of such frames is harmed by any of it,
 * except by messages that never end, which a proxy has to bound (deploy/nginx.conf).
 */
import { ApiClient } from "../support/api_client.ts";
import { assert, assertEquals } from "../support/assert.ts";
import { granted } from "../support/granted.ts";
import { closeOf, frameBytes, OPCODE } from "../support/raw_frame.ts";
import { HANDSHAKE, RawSocket, type RequestLine } from "../support/raw_socket.ts";
import { ServerProcess, tempDataDir } from "../support/server_process.ts";
import { until } from "../support/until.ts";
import { ASKING, type WireCase, type WireEnd } from "../support/wire_case.ts";
import { FRAGMENT_CASES, FRAME_CASES } from "../support/wire_frame_cases.ts";
import { CLOSE_CASES, TEXT_CASES } from "../support/wire_text_cases.ts";

const ignore = !granted("read", "write", "run", "net", "env", "sys");
const ACCEPT_OF_SAMPLE_NONCE = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="; // RFC 6455 §1.3
const MEBIBYTE = 1_024 * 1_024;
const decoder = new TextDecoder();

interface Scene {
  server: ServerProcess;
  client: ApiClient;
  open(): Promise<RawSocket>;
}

Deno.test({
  name: "the wire does with every frame what is written here [WIRE-2] [WIRE-3] [WIRE-4] [WIRE-5]",
  ignore,
  async fn(t) {
    await using dataDir = await tempDataDir();
    await using server = await ServerProcess.start({ dataDir: dataDir.path });
    const client = await ApiClient.signIn(server.origin, "patient@demo.test");
    const headers = { authorization: `Bearer ${client.token}` };
    const scene = { server, client, open: () => RawSocket.open({ port: server.port, headers }) };
    const groups = { FRAGMENT_CASES, FRAME_CASES, TEXT_CASES, CLOSE_CASES };
    for (const [group, cases] of Object.entries(groups)) {
      for (const one of cases) await t.step(`${group}: ${one.name}`, () => holds(scene, one));
    }
    await t.step("bytes one by one", () => sendsSlowly(scene));
    await t.step("lengths that are only claimed take no memory", () => claimsMuch(scene));
    await t.step("a connection whose other half is closed ends", () => closesHalf(scene));
    await t.step(
      "a message that never ends is forgotten at the next frame after the close",
      () => neverEnds(scene),
    );
    await t.step("an event right behind the handshake is answered", () => comesEarly(scene, headers));
    await t.step("handshakes that are wrong are refused", () => shakesWrongly(scene, headers));
    await t.step("the server lives, and says so", async () => {
      using socket = await scene.open();
      await socket.sendText(ASKING);
      assertEquals(await endOf(socket, "answered"), "answered");
      assertEquals(server.output.includes('"level":"error"'), false, server.output);
    });
  },
});

async function holds(scene: Scene, { send, end }: WireCase): Promise<void> {
  using socket = await scene.open();
  try {
    await socket.send(...send);
  } catch (error) {
    // It was dropped before everything was written.
    if (!(error instanceof Deno.errors.BrokenPipe || error instanceof Deno.errors.ConnectionReset)) {
      throw error;
    }
  }
  assertEquals(await endOf(socket, end), end);
}

/** Reads until something of the expected kind comes, or the end. */
async function endOf(socket: RawSocket, expected: WireEnd): Promise<WireEnd> {
  for (let frame = await socket.read(); frame; frame = await socket.read()) {
    const closed = closeOf(frame);
    if (closed) return { closed: closed.code };
    if (frame.opcode === OPCODE.pong) return { pong: decoder.decode(frame.payload) };
    const isPongDue = typeof expected === "object" && "pong" in expected;
    if (frame.opcode !== OPCODE.text || isPongDue) continue;
    const reply = [JSON.parse(decoder.decode(frame.payload))].flat().find((one) => one.event === "reply");
    if (reply) return reply.error ? { refused: reply.error.code } : "answered";
  }
  return "dropped";
}

async function sendsSlowly(scene: Scene): Promise<void> {
  using socket = await scene.open();
  for (const byte of frameBytes({ opcode: OPCODE.text, payload: ASKING })) {
    await socket.write(Uint8Array.of(byte));
  }
  assertEquals(await endOf(socket, "answered"), "answered");
}

async function claimsMuch(scene: Scene): Promise<void> {
  const before = await memoryOf(scene.server.pid);
  const sockets = await Promise.all(Array.from({ length: 15 }, scene.open));
  for (const socket of sockets) {
    await socket.send({ opcode: OPCODE.text, payload: "x", lengthForm: 64, claimedLength: 60n << 20n });
  }
  using other = await scene.open();
  await other.sendText(ASKING);
  assertEquals(await endOf(other, "answered"), "answered");
  const grown = await memoryOf(scene.server.pid) - before;
  assert(grown < 100 * MEBIBYTE, `900 MiB were claimed, and ${grown} bytes taken`);
  for (const socket of sockets) socket[Symbol.dispose]();
}

async function closesHalf(scene: Scene): Promise<void> {
  using socket = await scene.open();
  await socket.closeWrite();
  assertEquals(await endOf(socket, "dropped"), "dropped");
}

async function neverEnds({ server }: Scene): Promise<void> {
  const client = await ApiClient.signIn(server.origin, "patient2@demo.test");
  using socket = await RawSocket.open({
    port: server.port,
    headers: { authorization: `Bearer ${client.token}` },
  });
  const before = await memoryOf(server.pid);
  const piece = frameBytes({ opcode: OPCODE.continuation, payload: "x".repeat(MEBIBYTE), fin: false });
  await socket.send({ opcode: OPCODE.text, payload: "[", fin: false });
  for (let n = 0; n < 40; n++) await socket.write(piece);
  await client.ask("POST", "/api/auth/logout");
  assertEquals(await endOf(socket, { closed: 4500 }), { closed: 4500 });
  // RFC 6455 §7.1.1 lets a server that has sent its close end the connection; this one reads on to the next message.
  await socket.send({ opcode: OPCODE.ping });
  assertEquals(await endOf(socket, "dropped"), "dropped");
  await until(async () => await memoryOf(server.pid) - before < 30 * MEBIBYTE, "40 MiB are still held");
}

async function comesEarly({ server }: Scene, headers: Record<string, string>): Promise<void> {
  using socket = await RawSocket.connect(server.port);
  const then = frameBytes({ opcode: OPCODE.text, payload: ASKING });
  await socket.request("/ws", { ...HANDSHAKE, ...headers }, { then });
  const head = await socket.readHead();
  assertEquals([head.status, head.headers.get("sec-websocket-accept")], [101, ACCEPT_OF_SAMPLE_NONCE]);
  assertEquals(await endOf(socket, "answered"), "answered");
}

async function shakesWrongly({ server }: Scene, bearer: Record<string, string>): Promise<void> {
  const status = async (changes: Record<string, string | undefined>, line: RequestLine = {}) => {
    using socket = await RawSocket.connect(server.port);
    const all = Object.entries({ ...HANDSHAKE, ...bearer, ...changes });
    const headers = all.filter((one): one is [string, string] => one[1] !== undefined);
    await socket.request("/ws", Object.fromEntries(headers), line);
    return (await socket.readHead()).status;
  };
  assertEquals(await status({}), 101);
  assertEquals(await status({ upgrade: undefined }), 426);
  assertEquals(await status({ upgrade: "h2c" }), 426);
  assertEquals(await status({ connection: undefined }), 400);
  assertEquals(await status({ connection: "keep-alive" }), 400);
  assertEquals(await status({ connection: "keep-alive, Upgrade" }), 101);
  assertEquals(await status({ "sec-websocket-version": undefined }), 426);
  assertEquals(await status({ "sec-websocket-version": "8" }), 426);
  assertEquals(await status({ "sec-websocket-key": undefined }), 400);
  assertEquals(await status({ "sec-websocket-key": "c2hvcnQ=" }), 400);
  assertEquals(await status({ "sec-websocket-protocol": "chat" }), 400);
  assertEquals(await status({ "sec-websocket-extensions": "permessage-deflate" }), 101);
  assertEquals(await status({ authorization: undefined }), 401);
  for (const method of ["POST", "PUT", "HEAD", "OPTIONS"]) {
    assert(await status({}, { method }) >= 400, method);
  }
  assertEquals(await status({}, { version: "HTTP/0.9" }), 400);
  // RFC 6455 §4.2.1 asks for HTTP/1.1; the runtime does not tell a handler which version it was.
  assertEquals(await status({}, { version: "HTTP/1.0" }), 101);
}

/** Resident memory of a process, in bytes. */
async function memoryOf(pid: number): Promise<number> {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(await Deno.readTextFile(`/proc/${pid}/status`)) ?? [];
  return Number(kibibytes) * 1_024;
}
