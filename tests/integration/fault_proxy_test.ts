import { assert, assertEquals } from "../support/assert.ts";
import { FaultProxy } from "../support/fault_proxy.ts";
import { freePort } from "../support/free_port.ts";
import { granted } from "../support/granted.ts";
import type { LineFault } from "../support/proxy_lane.ts";
import { seededChance } from "../support/seeded_chance.ts";
import { until } from "../support/until.ts";

const QUIET_MS = 150;
/** Of the machine's timers. */
const TIMER_MS = 5;

/** A server that sends back what it gets, behind a proxy. */
interface EchoScene {
  proxy: FaultProxy;
  /** Ends that have reached the server. */
  endings(): number;
  connect(): Promise<Deno.TcpConn & Disposable>;
}

function proxyTest(name: string, run: (scene: EchoScene) => Promise<void>): void {
  Deno.test({
    name,
    ignore: !granted("net"),
    async fn() {
      const port = freePort();
      using listener = Deno.listen({ hostname: "127.0.0.1", port });
      let endings = 0;
      const serving = serve(listener, () => endings++);
      {
        await using proxy = new FaultProxy({ target: port, chance: seededChance(1) });
        const connect = () => Deno.connect({ hostname: "127.0.0.1", port: proxy.port });
        await run({ proxy, connect, endings: () => endings });
      }
      listener.close();
      await serving;
    },
  });
}

async function serve(listener: Deno.TcpListener, ended: () => void): Promise<void> {
  const open: Promise<void>[] = [];
  try {
    for await (const conn of listener) open.push(echo(conn).finally(ended));
  } catch (error) {
    if (!(error instanceof Deno.errors.BadResource)) throw error;
  }
  await Promise.all(open);
}

async function echo(conn: Deno.TcpConn): Promise<void> {
  using _closing = conn;
  const buffer = new Uint8Array(4096);
  try {
    for (let count = await conn.read(buffer); count !== null; count = await conn.read(buffer)) {
      for (let done = 0; done < count;) done += await conn.write(buffer.subarray(done, count));
    }
  } catch { /* the connection was cut, as tests do */ }
}

async function write(conn: Deno.TcpConn, text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  for (let done = 0; done < bytes.length;) done += await conn.write(bytes.subarray(done));
}

/** Reads so many characters, and into how many pieces they came. */
async function read(conn: Deno.TcpConn, length: number): Promise<{ text: string; pieces: number }> {
  let [text, pieces] = ["", 0];
  const buffer = new Uint8Array(64 * 1024);
  while (text.length < length) {
    const count = await conn.read(buffer);
    if (count === null) throw new Error(`the connection ended after "${text}"`);
    text += new TextDecoder().decode(buffer.subarray(0, count));
    pieces++;
  }
  return { text, pieces };
}

/** What a read that is not to end does within a while. */
async function answered(reading: Promise<unknown>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), QUIET_MS);
  reading.then(() => resolve(true), () => resolve(true));
  return await promise.finally(() => clearTimeout(timer));
}

proxyTest(
  "FaultProxy passes bytes on unchanged over 250 connections at once [CHAOS-1]",
  async ({ connect, proxy }) => {
    const text = "0123456789".repeat(5_000);
    await Promise.all(Array.from({ length: 250 }, async (_, index) => {
      using conn = await connect();
      const own = `${index}:${text}`;
      const [, got] = await Promise.all([write(conn, own), read(conn, own.length)]);
      assertEquals(got.text, own);
    }));
    await until(() => proxy.connections.length === 0);
  },
);

proxyTest(
  "FaultProxy delays both ways and keeps the order whatever the jitter [CHAOS-1]",
  async ({ connect, proxy }) => {
    proxy.set({ latencyMs: 40, jitterMs: 30 });
    using conn = await connect();
    const start = performance.now();
    const words = Array.from({ length: 30 }, (_, n) => `${n},`);
    for (const word of words) await write(conn, word);
    assertEquals((await read(conn, words.join("").length)).text, words.join(""));
    assert(performance.now() - start >= 80 - TIMER_MS, "it was faster than the line");
  },
);

proxyTest("FaultProxy delivers in small pieces [CHAOS-1]", async ({ connect, proxy }) => {
  proxy.set({ sliceBytes: 3 });
  using conn = await connect();
  const text = "a frame that comes in pieces";
  await write(conn, text);
  const got = await read(conn, text.length);
  assertEquals(got.text, text);
  assert(got.pieces > 1, "it came in one piece");
});

for (const blackHole of ["both", "up", "down"] as const) {
  proxyTest(
    `FaultProxy swallows ${blackHole}, and the connection never speaks again [CHAOS-1]`,
    async (scene) => {
      await swallows(scene, { blackHole });
    },
  );
}

async function swallows({ connect, proxy }: EchoScene, fault: LineFault): Promise<void> {
  using conn = await connect();
  await write(conn, "before");
  assertEquals((await read(conn, 6)).text, "before");
  proxy.set(fault);
  await write(conn, "lost");
  const reading = read(conn, 1);
  assert(!await answered(reading), "something came out of a black hole");
  proxy.set({});
  await write(conn, "late");
  assert(!await answered(reading), "a swallowed connection spoke again");
  using fresh = await connect();
  await write(fresh, "new");
  assertEquals((await read(fresh, 3)).text, "new");
  proxy.reset();
  await reading.catch(() => {});
}

proxyTest(
  "FaultProxy tells nobody that the other side of a black hole has ended [CHAOS-1]",
  async (scene) => {
    const { connect, proxy, endings } = scene;
    const conn = await connect();
    await write(conn, "x");
    await read(conn, 1);
    proxy.set({ blackHole: "both" });
    conn.close();
    await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
    assertEquals(endings(), 0);
    proxy.reset();
    await until(() => endings() === 1);
  },
);

proxyTest("FaultProxy makes no connection where nothing arrives [CHAOS-1]", async (scene) => {
  const { connect, proxy, endings } = scene;
  proxy.set({ blackHole: "both" });
  const conn = await connect();
  await write(conn, "x");
  const reading = read(conn, 1).catch(() => {});
  assert(!await answered(reading), "something came out of a black hole");
  proxy.reset();
  await reading;
  conn.close();
  assertEquals(endings(), 0);
});

proxyTest(
  "FaultProxy holds bytes while it is stopped, and loses none [CHAOS-1]",
  async ({ connect, proxy }) => {
    using conn = await connect();
    proxy.set({ isStopped: true });
    await write(conn, "one ");
    await write(conn, "two");
    const reading = read(conn, 7);
    assert(!await answered(reading), "it was not stopped");
    proxy.set({});
    assertEquals((await reading).text, "one two");
  },
);

proxyTest("FaultProxy cuts connections on both sides [CHAOS-1]", async ({ connect, proxy, endings }) => {
  using conn = await connect();
  await write(conn, "x");
  await read(conn, 1);
  proxy.reset();
  assertEquals(await conn.read(new Uint8Array(1)).catch(() => null), null);
  await until(() => endings() === 1);
});

proxyTest(
  "FaultProxy refuses, lets open connections be, and accepts again [CHAOS-1]",
  async ({ connect, proxy }) => {
    using open = await connect();
    await write(open, "x");
    await read(open, 1);
    proxy.refuse();
    assertEquals(await connect().then(() => "let in", () => "refused"), "refused");
    await write(open, "y");
    assertEquals((await read(open, 1)).text, "y");
    await proxy.accept();
    using again = await connect();
    await write(again, "z");
    assertEquals((await read(again, 1)).text, "z");
  },
);

proxyTest(
  "FaultProxy can make one connection's line bad and leave the others alone [CHAOS-1]",
  async (scene) => {
    using bad = await scene.connect();
    await write(bad, "x");
    await read(bad, 1);
    const [own] = scene.proxy.connections;
    assert(own);
    own.fault = { blackHole: "both" };
    using good = await scene.connect();
    await write(good, "y");
    assertEquals((await read(good, 1)).text, "y");
    await write(bad, "z");
    const reading = read(bad, 1);
    assert(!await answered(reading));
    own.close();
    await reading.catch(() => {});
  },
);
