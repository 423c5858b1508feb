import { freePort } from "./free_port.ts";
import { isDeaf, type LineFault, ProxyLane } from "./proxy_lane.ts";

export interface FaultProxyOptions {
  /** Where connections are passed on to, on loopback. */
  target: number;
  /** Where it listens; a free port when left out. */
  port?: number;
  chance?: () => number;
}

/** A connection whose end can't be told to the other side is dropped after this. */
const DEAF_MS_MAX = 90_000;

/**
 * A TCP proxy on loopback whose line can be made bad, for all connections at once or for single ones. Disposing closes
 * everything.
 */
export class FaultProxy implements AsyncDisposable {
  readonly port: number;
  readonly #target: number;
  readonly #chance: () => number;
  readonly #connections = new Set<ProxiedConnection>();
  #listener: Deno.TcpListener | undefined;
  #fault: LineFault = {};
  #changed = Promise.withResolvers<void>();
  #accepting: Promise<void>;

  constructor({ target, port = freePort(), chance = Math.random }: FaultProxyOptions) {
    this.port = port;
    this.#target = target;
    this.#chance = chance;
    this.#accepting = this.#listen();
  }

  /** The connections that are open now. */
  get connections(): readonly ProxiedConnection[] {
    return [...this.#connections];
  }

  /** What the line is like from now on, for connections that have no fault of their own. */
  set(fault: LineFault): void {
    this.#fault = fault;
    this.announce();
  }

  /** Closes a share of the connections on both sides at once, those by chance. */
  reset(share = 1): void {
    for (const one of this.connections) if (this.#chance() < share) one.close();
  }

  /** From now on nobody listens on the port; connections that are open stay. */
  refuse(): void {
    this.#listener?.close();
    this.#listener = undefined;
  }

  /** Listens again. */
  async accept(): Promise<void> {
    await this.#accepting;
    if (!this.#listener) this.#accepting = this.#listen();
  }

  /** Makes lanes that wait look at their line again. */
  announce(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.refuse();
    this.set({});
    this.reset();
    await this.#accepting;
    await Promise.all(this.connections.map((one) => one.ended));
  }

  async #listen(): Promise<void> {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: this.port });
    this.#listener = listener;
    try {
      for await (const client of listener) this.#take(client);
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
  }

  #take(client: Deno.TcpConn): void {
    const connection = new ProxiedConnection(client, {
      target: this.#target,
      fault: () => this.#fault,
      changed: () => this.#changed.promise,
      chance: this.#chance,
    });
    this.#connections.add(connection);
    connection.ended.then(() => this.#connections.delete(connection));
  }
}

interface ConnectionOptions {
  target: number;
  fault(): LineFault;
  changed(): Promise<void>;
  chance(): number;
}

/** One connection through a proxy. */
export class ProxiedConnection {
  /** A fault of this connection alone; it wins over the proxy's. */
  fault: LineFault | undefined;
  /** Settles when both sides are closed. */
  readonly ended: Promise<void>;
  readonly #client: Deno.TcpConn;
  readonly #options: ConnectionOptions;
  readonly #closing = Promise.withResolvers<void>();

  constructor(client: Deno.TcpConn, options: ConnectionOptions) {
    this.#client = client;
    this.#options = options;
    this.ended = this.#run();
  }

  /** Closes both sides at once. */
  close(): void {
    this.#closing.resolve();
  }

  async #run(): Promise<void> {
    using client = closing(this.#client);
    // What never arrives makes no connection at the other side either.
    if (isDeaf(this.#fault(), "up")) return await this.#stayDeaf();
    const connecting = Deno.connect({ hostname: "127.0.0.1", port: this.#options.target });
    const server = await Promise.race([connecting, this.#closing.promise]).catch(() => undefined);
    if (!server) return void connecting.then((late) => late.close(), () => {});
    using target = closing(server);
    client.conn.setNoDelay(true);
    target.conn.setNoDelay(true);
    const lanes = [
      this.#carry("up", client.conn, target.conn),
      this.#carry("down", target.conn, client.conn),
    ];
    await Promise.race([...lanes, this.#closing.promise]);
  }

  /** Settles when the connection is over because of this direction. */
  async #carry(direction: "up" | "down", from: Deno.TcpConn, to: Deno.TcpConn): Promise<void> {
    const { changed, chance } = this.#options;
    const end = await new ProxyLane(from, to, { direction, fault: () => this.#fault(), changed, chance })
      .run().catch(() => "lost");
    if (end === "vanished") await this.#stayDeaf();
  }

  #fault(): LineFault {
    return this.fault ?? this.#options.fault();
  }

  /** Settles when somebody closes the connection, or it has been deaf for long enough. */
  async #stayDeaf(): Promise<void> {
    const timer = setTimeout(() => this.close(), DEAF_MS_MAX);
    await this.#closing.promise;
    clearTimeout(timer);
  }
}

function closing(conn: Deno.TcpConn): { conn: Deno.TcpConn } & Disposable {
  return { conn, [Symbol.dispose]: () => close(conn) };
}

function close(conn: Deno.TcpConn): void {
  try {
    conn.close();
  } catch (error) {
    if (!(error instanceof Deno.errors.BadResource)) throw error;
  }
}
