import type { Scan, Scanner, ScanVerdict } from "../realtime/ports/scanner.ts";

/** The scanner may take this long to accept bytes before it counts as away. */
const WRITE_MS = 10_000;
const VERDICT_MS = 60_000;
/** What it finds with `AlertExceedsMax` in a file that it has not read to its end. */
const LIMIT = /Heuristics\.Limits\.Exceeded/;
const REPLY_BYTES_MAX = 4_096;

export interface ClamdOptions {
  writeMs?: number;
  verdictMs?: number;
}

/** clamd by its unix socket: INSTREAM, one connection per file (clamd(8), "COMMANDS"). */
export function clamdScanner(socketPath: string, options: ClamdOptions = {}): Scanner {
  const { writeMs = WRITE_MS, verdictMs = VERDICT_MS } = options;
  return { begin: () => new ClamdScan(socketPath, { writeMs, verdictMs }) };
}

class ClamdScan implements Scan {
  readonly #limits: Required<ClamdOptions>;
  readonly #opening: Promise<Deno.UnixConn | undefined>;
  #failure: string | undefined;

  constructor(path: string, limits: Required<ClamdOptions>) {
    this.#limits = limits;
    this.#opening = this.#open(path);
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, bytes.length);
    await this.#send(length);
    await this.#send(bytes);
  }

  async end(): Promise<ScanVerdict> {
    await this.#send(new Uint8Array(4));
    // Where it has hung up, its last words say why: that a file is too large for it, for example.
    const reply = await this.#reply();
    if (reply === "stream: OK" && this.#failure === undefined) return { kind: "clean" };
    if (reply?.endsWith(" FOUND") && !LIMIT.test(reply)) return { kind: "infected" };
    const reason = reply && reply !== "stream: OK" ? reply : this.#failure;
    return { kind: "unknown", reason: reason ?? "it gave no verdict" };
  }

  [Symbol.dispose](): void {
    this.#opening.then((connection) => this.#close(connection));
  }

  async #open(path: string): Promise<Deno.UnixConn | undefined> {
    try {
      const connection = await Deno.connect({ transport: "unix", path });
      await writeAll(connection, new TextEncoder().encode("zINSTREAM\0"));
      return connection;
    } catch (error) {
      this.#failure = `it can't be reached: ${messageOf(error)}`;
    }
  }

  async #send(bytes: Uint8Array): Promise<void> {
    const connection = await this.#opening;
    if (!connection || this.#failure !== undefined) return;
    try {
      await withinTime(writeAll(connection, bytes), this.#limits.writeMs);
    } catch (error) {
      this.#failure = `it stopped taking bytes: ${messageOf(error)}`;
    }
  }

  async #reply(): Promise<string | undefined> {
    const connection = await this.#opening;
    if (!connection) return undefined;
    try {
      const { writeMs, verdictMs } = this.#limits;
      return await withinTime(readReply(connection), this.#failure === undefined ? verdictMs : writeMs);
    } catch (error) {
      this.#failure ??= `it gave no verdict: ${messageOf(error)}`;
    } finally {
      this.#close(connection);
    }
  }

  #close(connection: Deno.UnixConn | undefined): void {
    if (!connection) return;
    try {
      connection.close();
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource)) throw error; // closed before
    }
  }
}

async function writeAll(connection: Deno.UnixConn, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) at += await connection.write(bytes.subarray(at));
}

async function readReply(connection: Deno.UnixConn): Promise<string> {
  let text = "";
  const bytes = new Uint8Array(REPLY_BYTES_MAX);
  while (text.length < REPLY_BYTES_MAX && !text.includes("\0")) {
    const count = await connection.read(bytes);
    if (count === null) break;
    text += new TextDecoder().decode(bytes.subarray(0, count));
  }
  return text.split("\0")[0]?.trim() ?? "";
}

async function withinTime<T>(work: Promise<T>, ms: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`no answer within ${ms} ms`)), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
    work.catch(() => {});
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
