import type { Person } from "../scene.ts";
import type { Credential, Dialect } from "./dialects.ts";
import { closeFd, connectTcp, READABLE, Readiness, receiveSome, sendSome, WRITABLE } from "./libc.ts";
import { countEvents, maskedFrame, OPCODE_CLOSE, OPCODE_TEXT, readFrames } from "./ws_frames.ts";

/** Sockets from one loopback address: below what a server of ours takes from one. */
const PER_ADDRESS = 400;
const RECEIVE_BYTES = 512 * 1024;
const OPEN_MS = 300_000;
/** Openings under way at once where nothing else is said. */
const OPENING_MAX = 16;
/** How long whoever was turned away waits. */
const AGAIN_MS = 50;
const PING_FRAME = maskedFrame("3");
const NOTHING = new Uint8Array(0);
/** Sockets opened so far by all pools: no address ever has more than its share. */
let opened = 0;

interface Member {
  fd: number;
  person: Person;
  credential: Credential | undefined;
  state: "upgrading" | "greeting" | "ready" | "closed";
  /** Bytes of a frame that has not come wholly. */
  rest: Uint8Array<ArrayBuffer>;
  /** Bytes that there was no room for. */
  unsent: Uint8Array<ArrayBuffer>;
}

/** Whom a pool connects to. */
export interface Target {
  dialect: Dialect;
  /** Of two servers the even members use the first, the odd the second. */
  ports: readonly number[];
}

/** Many sockets of one server, driven by one thread that blocks while it waits. */
export class SocketPool implements Disposable {
  readonly target: Target;
  readonly #readiness = new Readiness();
  readonly #members: Member[] = [];
  readonly #buffer = new Uint8Array(RECEIVE_BYTES);
  #prefix: Uint8Array = NOTHING;
  #onEvents: (member: number, count: number) => void = () => {};
  /** Sockets that the server has closed. */
  lost = 0;
  /** Error replies, with the last of them. */
  refused = 0;
  lastRefusal = "";
  /** How often a server had no time for a socket. */
  timesTurnedAway = 0;
  readonly #turnedAway: number[] = [];
  #ready = 0;

  constructor(target: Target) {
    this.target = target;
  }

  get size(): number {
    return this.#members.length;
  }

  person(member: number): Person {
    return this.#at(member).person;
  }

  /**
   * Opens a socket for each and waits until all are ready; gives seconds that took. Whoever is turned away for now comes
   * again. `credentials` are in the same order; `atOnce` openings are under way at any time.
   */
  open(
    people: readonly Person[],
    { credentials, atOnce = OPENING_MAX }: { credentials?: readonly Credential[]; atOnce?: number } = {},
  ): number {
    const start = performance.now();
    const wanted = this.#ready + people.length;
    let next = 0;
    while (this.#ready < wanted) {
      while (next < people.length && this.#members.length - this.#ready < atOnce) {
        const person = people[next];
        if (person) {
          const member = this.#members.length;
          this.#members.push({
            ...{ fd: -1, person, credential: credentials?.[next], state: "upgrading" },
            ...{ rest: NOTHING, unsent: NOTHING },
          });
          this.#connect(member);
        }
        next++;
      }
      this.poll(this.#turnedAway.length > 0 ? AGAIN_MS : 100);
      for (const member of this.#turnedAway.splice(0)) this.#connect(member);
      if (performance.now() - start > OPEN_MS) {
        throw new Error(`only ${this.#ready} of ${wanted} sockets opened`);
      }
    }
    return (performance.now() - start) / 1000;
  }

  /** From now on, tells how many events that begin with `prefix` each member gets. */
  listen(prefix: string, onEvents: (member: number, count: number) => void): void {
    this.#prefix = new TextEncoder().encode(prefix);
    this.#onEvents = onEvents;
  }

  send(member: number, bytes: Uint8Array<ArrayBuffer>): void {
    const one = this.#at(member);
    const all = one.unsent.length > 0 ? joined(one.unsent, bytes) : bytes;
    const sent = sendSome(one.fd, all);
    if (sent === all.length && one.unsent === NOTHING) return;
    one.unsent = sent === all.length ? NOTHING : all.slice(sent);
    this.#readiness.wantRoom(one.fd, member, one.unsent.length > 0);
  }

  /** Takes what has come, waiting for it up to so many milliseconds. */
  poll(ms: number): void {
    this.#readiness.wait(ms, (member, flags) => {
      if (flags & WRITABLE) this.send(member, NOTHING);
      if (flags & READABLE) this.#receive(member);
    });
  }

  /** Does the same for a while. */
  pollFor(ms: number): void {
    for (const until = performance.now() + ms; performance.now() < until;) this.poll(10);
  }

  /** Says on every socket that it is alive, where that is for clients to say. */
  keepAlive(): void {
    const { heartbeat } = this.target.dialect;
    if (heartbeat === undefined) return;
    const frame = maskedFrame(heartbeat);
    this.#members.forEach((one, member) => one.state === "ready" && this.send(member, frame));
  }

  [Symbol.dispose](): void {
    for (const one of this.#members) if (one.state !== "closed") closeFd(one.fd);
    this.#readiness[Symbol.dispose]();
  }

  #connect(member: number): void {
    const one = this.#at(member);
    const { person, credential } = one;
    const port = this.target.ports[member % this.target.ports.length] ?? 0;
    const host = Math.floor(opened++ / PER_ADDRESS) + 2;
    const fd = connectTcp(port, [host >> 8, host & 0xff]);
    one.fd = fd;
    this.#readiness.add(fd, member);
    const { path, headers } = this.target.dialect.upgrade(person, port, credential);
    const lines = [
      `GET ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      ...headers,
    ];
    this.send(member, new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`));
  }

  #receive(member: number): void {
    const one = this.#at(member);
    if (one.state === "closed") return;
    const count = receiveSome(one.fd, this.#buffer);
    if (count < 0) return;
    if (count === 0) return this.#lose(member, one);
    let bytes = this.#buffer;
    let end = count;
    if (one.rest.length > 0) {
      bytes = joined(one.rest, bytes.subarray(0, count));
      end = bytes.length;
      one.rest = NOTHING;
    }
    let at = 0;
    if (one.state === "upgrading") {
      at = this.#readUpgrade(member, one, bytes, end);
      if (at < 0) return;
      if (at === 0) return void (one.rest = bytes.slice(0, end));
    }
    const read = readFrames(
      at === 0 ? bytes : bytes.subarray(at),
      end - at,
      (opcode, from, to) => this.#take(member, one, bytes, opcode, at + from, at + to),
    );
    if (at + read < end) one.rest = bytes.slice(at + read, end);
  }

  /** Where frames begin; 0 when the answer is not whole, negative when there will be none. */
  #readUpgrade(member: number, one: Member, bytes: Uint8Array, end: number): number {
    const text = new TextDecoder("latin1").decode(bytes.subarray(0, end));
    const over = text.indexOf("\r\n\r\n");
    if (over < 0) return 0;
    if (text.startsWith("HTTP/1.1 503")) {
      this.#lose(member, one);
      return -1;
    }
    if (!text.startsWith("HTTP/1.1 101")) throw new Error(`no upgrade: ${text.slice(0, 400)}`);
    one.state = "greeting";
    return over + 4;
  }

  /** Gives false when the socket is no more. */
  #take(member: number, one: Member, bytes: Uint8Array, opcode: number, from: number, to: number): boolean {
    if (opcode === OPCODE_CLOSE) {
      this.lastRefusal = textOf(bytes, from + 2, to);
      this.#lose(member, one);
      return false;
    }
    if (opcode !== OPCODE_TEXT) return true;
    if (one.state === "greeting") this.#greet(member, one, textOf(bytes, from, to));
    else if (to - from === 1) this.send(member, PING_FRAME);
    else {
      const count = countEvents(bytes, from, to, this.#prefix);
      if (count > 0) this.#onEvents(member, count);
      else this.#lookAt(bytes, from, to);
    }
    return true;
  }

  #greet(member: number, one: Member, text: string): void {
    const answer = this.target.dialect.greet(text, one.person);
    if (answer === "wait") return;
    if (answer !== "ready") return answer.send.forEach((one) => this.send(member, maskedFrame(one)));
    one.state = "ready";
    this.#ready++;
  }

  /** What nobody listens for is of interest only where it refuses something. */
  #lookAt(bytes: Uint8Array, from: number, to: number): void {
    const text = textOf(bytes, from, to);
    if (!text.includes('"error":{') && !text.includes('"call:error"')) return;
    this.refused++;
    this.lastRefusal = text.slice(0, 300);
  }

  /** Whoever is not ready yet comes again; with a cookie, since a ticket is good once. */
  #lose(member: number, one: Member): void {
    closeFd(one.fd);
    if (one.state === "ready") {
      one.state = "closed";
      this.lost++;
    } else {
      Object.assign(one, { state: "upgrading", rest: NOTHING, unsent: NOTHING, credential: undefined });
      this.#turnedAway.push(member);
      this.timesTurnedAway++;
    }
  }

  #at(member: number): Member {
    const one = this.#members[member];
    if (!one) throw new Error(`there is no member ${member}`);
    return one;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return new TextDecoder().decode(bytes.subarray(from, to));
}
