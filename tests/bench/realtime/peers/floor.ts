/**
 * What the generator can do at most: relays over the bare system calls, with neither a runtime's sockets nor a look at what
 * comes in. It knows the length of an offer, answers that many ready-made frames to the peer of whoever sent it, and nothing
 * else. `floor.ts <port> <bytes of an incoming frame> <bytes of an outgoing text>`
 */
import { acceptTcp, closeFd, listenTcp, Readiness, receiveSome, sendSome } from "../load/libc.ts";
import { plainFrame, repeated } from "../load/ws_frames.ts";

const FRAMES_MAX = 64;
const [port = 0, frameBytes = 1, textLength = 0] = Deno.args.map(Number);
const listener = listenTcp(port);
const readiness = new Readiness();
const buffer = new Uint8Array(256 * 1024);
const prefix = '{"event":"webrtc:offer","data":"';
const out = repeated(plainFrame(`${prefix.padEnd(textLength - 2, "x")}"}`), FRAMES_MAX);
const outBytes = out.length / FRAMES_MAX;
const latin1 = new TextDecoder("latin1");
const UPGRADED = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

const fds: number[] = [];
/** Users by socket, and sockets by user. */
const numbers = new Map<number, number>();
const byNumber = new Map<number, number>();
const upgraded: boolean[] = [];
const rests: number[] = [];

readiness.add(listener, -1);
while (true) {
  readiness.wait(1_000, (id) => id === -1 ? acceptAll() : take(id));
}

function acceptAll(): void {
  for (let fd = acceptTcp(listener); fd !== undefined; fd = acceptTcp(listener)) {
    const id = fds.length;
    fds.push(fd);
    rests.push(0);
    readiness.add(fd, id);
  }
}

function take(id: number): void {
  const count = receiveSome(fds[id] ?? -1, buffer);
  if (count < 0) return;
  if (count === 0) return closeFd(fds[id] ?? -1);
  if (!upgraded[id]) return greet(id, latin1.decode(buffer.subarray(0, count)));
  const bytes = count + (rests[id] ?? 0);
  const frames = Math.min(FRAMES_MAX, Math.floor(bytes / frameBytes));
  rests[id] = bytes - frames * frameBytes;
  // People of a call have numbers that follow each other, the first an odd one.
  const user = numbers.get(id) ?? 0;
  const peer = byNumber.get(user % 2 === 1 ? user + 1 : user - 1);
  if (peer !== undefined && frames > 0) sendSome(fds[peer] ?? -1, out.subarray(0, frames * outBytes));
}

function greet(id: number, request: string): void {
  upgraded[id] = true;
  const user = Number(/user=(\d+)/.exec(request)?.[1] ?? 0);
  numbers.set(id, user);
  byNumber.set(user, id);
  const hello = plainFrame('{"event":"hello","data":{}}');
  const head = new TextEncoder().encode(
    request.startsWith("GET /?user") ? UPGRADED : "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
  );
  sendSome(fds[id] ?? -1, head);
  if (user > 0) sendSome(fds[id] ?? -1, hello);
}
