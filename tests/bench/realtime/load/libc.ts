/**
 * The few calls of Linux' C library that a load generator lives on. Through them one send and one receive cost a
 * microsecond together, a tenth of what they cost over the runtime's own sockets, so the generator stays out of the way.
 */
const libc = Deno.dlopen("libc.so.6", {
  socket: { parameters: ["i32", "i32", "i32"], result: "i32" },
  bind: { parameters: ["i32", "buffer", "u32"], result: "i32" },
  connect: { parameters: ["i32", "buffer", "u32"], result: "i32" },
  listen: { parameters: ["i32", "i32"], result: "i32" },
  accept4: { parameters: ["i32", "usize", "usize", "i32"], result: "i32" },
  setsockopt: { parameters: ["i32", "i32", "i32", "buffer", "u32"], result: "i32" },
  // Sizes as 32 bits: a number costs nothing, a bigint does, and the upper half of the register is cleared on the way.
  send: { parameters: ["i32", "buffer", "u32", "i32"], result: "i32" },
  recv: { parameters: ["i32", "buffer", "u32", "i32"], result: "i32" },
  close: { parameters: ["i32"], result: "i32" },
  epoll_create1: { parameters: ["i32"], result: "i32" },
  epoll_ctl: { parameters: ["i32", "i32", "i32", "buffer"], result: "i32" },
  epoll_wait: { parameters: ["i32", "buffer", "i32", "i32"], result: "i32" },
}).symbols;

const AF_INET = 2;
const SOCK_STREAM = 1;
const SOCK_NONBLOCK = 0o4000;
const IPPROTO_TCP = 6;
const TCP_NODELAY = 1;
const SOL_SOCKET = 1;
const SO_REUSEADDR = 2;
const MSG_DONTWAIT = 0x40;
const MSG_NOSIGNAL = 0x4000;
const EPOLL_ADD = 1;
const EPOLL_MODIFY = 3;
export const READABLE = 0x1;
export const WRITABLE = 0x4;
const ERROR_OR_HANGUP = 0x18;
/** `struct epoll_event` is packed on x86-64 alone. */
const EVENT_BYTES = Deno.build.arch === "x86_64" ? 12 : 16;
const EVENT_DATA = EVENT_BYTES - 8;
const EVENTS_MAX = 1_024;
const BACKLOG = 4_096;
const ONE = new Int32Array([1]);

/** Opens a connection to a port of 127.0.0.1 from the loopback address 127.0.`from`. */
export function connectTcp(port: number, from: readonly [number, number]): number {
  const fd = check(libc.socket(AF_INET, SOCK_STREAM, 0), "socket");
  check(libc.setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, ONE, 4), "setsockopt");
  check(libc.bind(fd, address([127, 0, ...from], 0), 16), "bind");
  check(libc.connect(fd, address([127, 0, 0, 1], port), 16), "connect");
  return fd;
}

/** Listens on a port of 127.0.0.1. */
export function listenTcp(port: number): number {
  const fd = check(libc.socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), "socket");
  check(libc.setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, ONE, 4), "setsockopt");
  check(libc.bind(fd, address([127, 0, 0, 1], port), 16), "bind");
  check(libc.listen(fd, BACKLOG), "listen");
  return fd;
}

/** The next connection, or undefined when none waits. */
export function acceptTcp(listener: number): number | undefined {
  const fd = libc.accept4(listener, 0n, 0n, SOCK_NONBLOCK);
  if (fd < 0) return undefined;
  libc.setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, ONE, 4);
  return fd;
}

/** Sends what there is room for; gives how many bytes that were, at least 0. */
export function sendSome(fd: number, bytes: Uint8Array<ArrayBuffer>): number {
  return Math.max(0, libc.send(fd, bytes, bytes.length, MSG_DONTWAIT | MSG_NOSIGNAL));
}

/** Receives what is there: how many bytes, 0 when the other side has closed, negative when there is nothing. */
export function receiveSome(fd: number, into: Uint8Array<ArrayBuffer>): number {
  return libc.recv(fd, into, into.length, MSG_DONTWAIT);
}

export function closeFd(fd: number): void {
  libc.close(fd);
}

/** Which of many sockets have something to read or room to write. */
export class Readiness {
  readonly #epoll = check(libc.epoll_create1(0), "epoll_create1");
  readonly #events = new Uint8Array(EVENT_BYTES * EVENTS_MAX);
  readonly #view = new DataView(this.#events.buffer);
  readonly #one = new Uint8Array(EVENT_BYTES);

  /** Watches `fd`; `id` names it from now on. */
  add(fd: number, id: number): void {
    check(libc.epoll_ctl(this.#epoll, EPOLL_ADD, fd, this.#event(id, READABLE)), "epoll_ctl");
  }

  /** Whether it is also told when there is room to write. */
  wantRoom(fd: number, id: number, wanted: boolean): void {
    libc.epoll_ctl(this.#epoll, EPOLL_MODIFY, fd, this.#event(id, READABLE | (wanted ? WRITABLE : 0)));
  }

  /** Waits up to so many milliseconds, blocking the thread, and tells of each that is ready. */
  wait(ms: number, ready: (id: number, flags: number) => void): number {
    const count = libc.epoll_wait(this.#epoll, this.#events, EVENTS_MAX, ms);
    for (let n = 0; n < count; n++) {
      const flags = this.#view.getUint32(n * EVENT_BYTES, true);
      const id = this.#view.getInt32(n * EVENT_BYTES + EVENT_DATA, true);
      ready(id, flags & ERROR_OR_HANGUP ? flags | READABLE : flags);
    }
    return count;
  }

  [Symbol.dispose](): void {
    closeFd(this.#epoll);
  }

  #event(id: number, flags: number): Uint8Array<ArrayBuffer> {
    const view = new DataView(this.#one.buffer);
    view.setUint32(0, flags, true);
    view.setInt32(EVENT_DATA, id, true);
    return this.#one;
  }
}

/** `struct sockaddr_in`. */
function address(ip: readonly number[], port: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint16(0, AF_INET, true);
  new DataView(bytes.buffer).setUint16(2, port);
  bytes.set(ip, 4);
  return bytes;
}

function check(result: number, name: string): number {
  if (result < 0) throw new Error(`${name} failed`);
  return result;
}
