import { type FrameBits, frameBytes, OPCODE, type ReadFrame } from "./raw_frame.ts";

export interface RawSocketOptions {
  port: number;
  path?: string;
  headers: Record<string, string>;
}

export interface RequestLine {
  method?: string;
  version?: string;
  /** Bytes that follow in the same segment. */
  then?: Uint8Array;
}

/** What an opening handshake has beside what says who it is. */
export const HANDSHAKE: Readonly<Record<string, string>> = {
  upgrade: "websocket",
  connection: "Upgrade",
  "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
  "sec-websocket-version": "13",
};

const encoder = new TextEncoder();
const decoder = new TextDecoder();
/** Longest wait for something from the server, in milliseconds. */
const WAIT_MS = 10_000;

/** A WebSocket client by hand over TCP, which can send anything and may read nothing. */
export class RawSocket implements Disposable {
  readonly #tcp: Deno.TcpConn;
  #bytes = new Uint8Array();

  private constructor(tcp: Deno.TcpConn) {
    this.#tcp = tcp;
  }

  /** Connects without a word. */
  static async connect(port: number): Promise<RawSocket> {
    return new RawSocket(await Deno.connect({ hostname: "127.0.0.1", port }));
  }

  /** Connects and shakes hands; throws when the server refuses. */
  static async open({ port, path = "/ws", headers }: RawSocketOptions): Promise<RawSocket> {
    const socket = await RawSocket.connect(port);
    await socket.request(path, { ...HANDSHAKE, ...headers });
    const { status } = await socket.readHead();
    if (status === 101) return socket;
    socket[Symbol.dispose]();
    throw new Error(`the handshake was answered with ${status}`);
  }

  /** Sends the head of a request. */
  async request(
    path: string,
    headers: Record<string, string>,
    { method = "GET", version = "HTTP/1.1", then }: RequestLine = {},
  ): Promise<void> {
    const lines = Object.entries({ host: "127.0.0.1", ...headers }).map(([name, value]) =>
      `${name}: ${value}`
    );
    const head = encoder.encode(`${method} ${path} ${version}\r\n${lines.join("\r\n")}\r\n\r\n`);
    await this.write(new Uint8Array([...head, ...then ?? []]));
  }

  /** The head of the answer; what comes after it stays to be read. */
  async readHead(): Promise<{ status: number; headers: Headers }> {
    let end = -1;
    while ((end = indexOfBlankLine(this.#bytes)) < 0) {
      if (!await this.#more()) return { status: 0, headers: new Headers() };
    }
    const [first = "", ...lines] = decoder.decode(this.#bytes.subarray(0, end)).split("\r\n");
    this.#bytes = this.#bytes.slice(end + 4);
    const headers = new Headers(lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon), line.slice(colon + 1).trim()] as [string, string];
    }));
    return { status: Number(first.split(" ")[1]), headers };
  }

  async write(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) at += await this.#tcp.write(bytes.subarray(at));
  }

  async send(...frames: FrameBits[]): Promise<void> {
    for (const frame of frames) await this.write(frameBytes(frame));
  }

  async sendText(text: string): Promise<void> {
    await this.send({ opcode: OPCODE.text, payload: text });
  }

  /** The next frame; undefined when the connection has ended. Throws when nothing comes. */
  async read(): Promise<ReadFrame | undefined> {
    while (true) {
      const frame = this.#takeFrame();
      if (frame) return frame;
      if (!await this.#more()) return undefined;
    }
  }

  /** Ends our half of the connection: the server reads an end of file. */
  async closeWrite(): Promise<void> {
    await this.#tcp.closeWrite();
  }

  [Symbol.dispose](): void {
    this.#tcp.close();
  }

  #takeFrame(): ReadFrame | undefined {
    const bytes = this.#bytes;
    if (bytes.length < 2) return undefined;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const code = view.getUint8(1) & 0x7f;
    const start = code === 126 ? 4 : code === 127 ? 10 : 2;
    if (bytes.length < start) return undefined;
    const length = code === 126 ? view.getUint16(2) : code === 127 ? Number(view.getBigUint64(2)) : code;
    if (bytes.length < start + length) return undefined;
    const first = view.getUint8(0);
    this.#bytes = bytes.slice(start + length);
    return { opcode: first & 0x0f, fin: first >= 0x80, payload: bytes.slice(start, start + length) };
  }

  /** Reads on; false at the end. */
  async #more(): Promise<boolean> {
    const buffer = new Uint8Array(64 * 1_024);
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error("the server said nothing")), WAIT_MS);
    try {
      const count = await Promise.race([this.#tcp.read(buffer), late]);
      if (count === null) return false;
      const all = new Uint8Array(this.#bytes.length + count);
      all.set(this.#bytes);
      all.set(buffer.subarray(0, count), this.#bytes.length);
      this.#bytes = all;
      return true;
    } catch (error) {
      if (error instanceof Deno.errors.ConnectionReset) return false;
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

function indexOfBlankLine(bytes: Uint8Array): number {
  for (let at = 0; at + 3 < bytes.length; at++) {
    if (bytes[at] === 13 && bytes[at + 1] === 10 && bytes[at + 2] === 13 && bytes[at + 3] === 10) return at;
  }
  return -1;
}
