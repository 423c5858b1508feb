import { createClient } from "redis";
import { freePort } from "./free_port.ts";

/** How the bridge treats requests: as it should, with 500, or without ever answering. */
export type BridgeFault = "none" | "error" | "hang";

const ENCODER = new TextEncoder();

/**
 * Upstash's REST interface over a real Redis, as far as `@upstash/redis` 1.39 uses it. Disposing ends it.
 *
 * Covered, as the package does it: one command as a JSON array by `POST /`; `POST /pipeline` and `POST /multi-exec` (so also
 * automatic pipelining); bearer tokens and 401; `Upstash-Encoding: base64`, where every text of an answer but "OK" is base64,
 * in lists inside lists too; errors as 400 with `{ error }`, of single commands of a pipeline as `{ error }` in their place; the
 * `Upstash-Sync-Token` header; `POST /subscribe/<channel>` with its event stream, which is cut into pieces of odd sizes.
 *
 * Not covered: commands in the path, `_token` in the query, `psubscribe` and `monitor` streams, search, the package's own
 * repetition of failed requests, read-only tokens, limits of size and rate, how replicas far away lag behind. And whether Upstash's
 * Lua lets a script publish and reach keys it was not given is Upstash's, not Redis': real Redis does.
 */
export class RedisRestBridge implements AsyncDisposable {
  readonly token = "a-token-of-the-tests";
  /** Names of the commands that came, in order. */
  readonly commands: string[] = [];
  fault: BridgeFault = "none";
  /** Whether streams stay open without giving anything. */
  isStalled = false;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #redisUrl: string;
  readonly #streams = new Map<() => void, string>();
  readonly #hanging = new Set<() => void>();
  #client: ReturnType<typeof makeClient> | undefined;
  #syncTokens = 0;

  constructor(redisUrl: string) {
    this.#redisUrl = redisUrl;
    const serve = (request: Request) => this.#answer(request);
    this.#server = Deno.serve({ hostname: "127.0.0.1", port: freePort(), onListen: () => {} }, serve);
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}`;
  }

  /** Ends the open streams, of one channel or all. */
  breakStreams(channel?: string): void {
    for (const [end, name] of [...this.#streams]) if (!channel || name === channel) end();
  }

  /** Answers what hangs. */
  release(): void {
    this.fault = "none";
    for (const release of this.#hanging) release();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.release();
    this.breakStreams();
    await this.#server.shutdown();
    this.#client?.destroy();
  }

  async #answer(request: Request): Promise<Response> {
    const path = decodeURIComponent(new URL(request.url).pathname);
    const text = await request.text();
    if (request.headers.get("authorization") !== `Bearer ${this.token}`) {
      return problem(401, "WRONGPASS invalid or missing auth token");
    }
    if (this.fault === "hang") await new Promise<void>((release) => this.#hanging.add(release));
    if (this.fault === "error") return problem(500, "ERR something broke");
    if (request.method !== "POST") return problem(405, "ERR method not allowed");
    try {
      if (path.startsWith("/subscribe/")) return await this.#subscribe(path.slice("/subscribe/".length));
      return await this.#run(path, JSON.parse(text), request.headers.get("upstash-encoding") === "base64");
    } catch (error) {
      return problem(400, error instanceof Error ? error.message : "ERR");
    }
  }

  async #run(path: string, body: unknown[], isEncoded: boolean): Promise<Response> {
    const client = await this.#connected();
    const one = async (command: unknown) => {
      const words = (command as unknown[]).map(String);
      this.commands.push(String(words[0]).toUpperCase());
      const result: unknown = await client.sendCommand(words);
      return { result: isEncoded ? encoded(result) : result };
    };
    if (path === "/") return this.#json(await one(body));
    if (path === "/pipeline") {
      const refused = (error: Error) => ({ error: error.message });
      return this.#json(await Promise.all(body.map((command) => one(command).catch(refused))));
    }
    if (path !== "/multi-exec") return problem(400, `ERR unknown path ${path}`);
    const all = client.multi();
    for (const command of body) all.addCommand((command as unknown[]).map(String));
    const results: unknown[] = await all.exec();
    return this.#json(results.map((result) => ({ result: isEncoded ? encoded(result) : result })));
  }

  #json(value: unknown): Response {
    return Response.json(value, { headers: { "Upstash-Sync-Token": `token-${++this.#syncTokens}` } });
  }

  async #connected() {
    if (this.#client?.isReady) return this.#client;
    this.#client?.destroy();
    this.#client = makeClient(this.#redisUrl);
    await this.#client.connect();
    return this.#client;
  }

  async #subscribe(channel: string): Promise<Response> {
    const client = makeClient(this.#redisUrl);
    await client.connect();
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    let isEnded = false;
    const end = () => {
      if (isEnded) return;
      isEnded = true;
      this.#streams.delete(end);
      client.destroy();
      writer.close().catch(() => {});
    };
    const give = (data: string) => {
      if (this.isStalled) return;
      for (const piece of oddPieces(ENCODER.encode(`data: ${data}\n\n`))) writer.write(piece).catch(end);
    };
    client.on("error", end);
    this.#streams.set(end, channel);
    await client.subscribe(channel, (payload) => give(`message,${channel},${payload}`));
    give(`subscribe,${channel},1`);
    return new Response(readable, { headers: { "content-type": "text/event-stream" } });
  }
}

function makeClient(url: string) {
  const client = createClient({ url, RESP: 2, socket: { reconnectStrategy: false } });
  client.on("error", () => {});
  return client;
}

/** Cuts bytes where no reader expects it: after one byte, inside letters, before the end of a line. */
function* oddPieces(bytes: Uint8Array): Generator<Uint8Array> {
  let at = 0;
  for (let size = 1; at < bytes.length; size = size * 7 + 2) {
    yield bytes.slice(at, at + size);
    at += size;
  }
}

function encoded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(encoded);
  if (typeof value !== "string" || value === "OK") return value;
  return ENCODER.encode(value).toBase64();
}

function problem(status: number, error: string): Response {
  return Response.json({ error }, { status });
}
