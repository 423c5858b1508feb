import type net from "node:net";
import postgres from "postgres";
import { ConnectionLost, endsConnection, lossWhileConnecting } from "./connection_loss.ts";
import { openConnectionSocket } from "./connection_socket.ts";
import type { ConnectionTarget } from "./connection_target.ts";
import { POSTGRES_TYPES, registerArrays } from "./postgres_types.ts";

/** The driver's tagged template: timestamptz → Date, int8 → number, jsonb → parsed, bytea → Uint8Array. */
export type Sql = postgres.Sql<{ bigint: number }>;

/** How long a graceful goodbye may take before the socket is simply destroyed. */
const GOODBYE_MS = 500;
/** Parts of the driver that would take a connection away from its supervisor. */
const NOT_FOR_SCOPES = new Set(["begin", "reserve", "listen", "subscribe", "end", "close"]);

/**
 * One connection, and never a second one: a driver of its own with one socket. When the socket closes, for whatever
 * reason, the connection is lost for good, everything that waits on it rejects and its scopes throw. The driver by
 * itself would reconnect in the middle of a transaction, or leave queries hanging.
 */
export class SupervisedConnection {
  readonly #driver: Sql;
  readonly #target: ConnectionTarget;
  readonly #sockets = new Set<net.Socket>();
  readonly #lost = Promise.withResolvers<never>();
  readonly #gone = Promise.withResolvers<void>();
  #isLost = false;
  #isOpen = false;
  #hasStarted = false;

  constructor(target: ConnectionTarget) {
    this.#target = target;
    this.#lost.promise.catch(() => {});
    this.#driver = postgres({
      ...DRIVER_OPTIONS,
      types: { ...POSTGRES_TYPES },
      host: "supervised",
      port: 0,
      user: target.user,
      database: target.database,
      password: () => target.password,
      connection: target.parameters,
      socket: () => this.#connectOnce(),
    } as unknown as postgres.Options<{ bigint: postgres.PostgresType<number> }>);
    registerArrays(this.#driver.options as unknown as Parameters<typeof registerArrays>[0]);
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /**
   * Connects and lets `statementMs` be the longest that the server works on one statement, or waits for the next one of a
   * transaction: of an instance that has vanished it would otherwise keep the locks. Nothing is sent before.
   */
  async open(statementMs: number): Promise<void> {
    if (this.#isOpen) return;
    try {
      const ms = String(statementMs);
      await this.#orLost(this.#driver`
        select set_config('statement_timeout', ${ms}, false),
          set_config('idle_in_transaction_session_timeout', ${ms}, false)`);
      this.#isOpen = true;
    } catch (error) {
      this.lose("could not connect");
      throw lossWhileConnecting(error instanceof ConnectionLost ? error.cause ?? error : error);
    }
  }

  /** Runs one scope; its `sql` throws once the connection is lost or the scope is over. */
  async run<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    let over = false;
    const sql = guard(this.#driver, () => {
      if (over) throw new TypeError("Cannot use this sql: its scope is over");
      if (this.#isLost) throw new ConnectionLost("the connection was lost", { sent: true });
    });
    try {
      return await this.#orLost(Promise.resolve(work(sql)));
    } catch (error) {
      if (endsConnection(error)) this.lose("the server ended the connection", error);
      if (this.#isLost && isFromDriver(error)) {
        throw new ConnectionLost("the connection was lost", { cause: error, sent: true });
      }
      throw error;
    } finally {
      over = true;
    }
  }

  /** Runs `work` between begin and commit. Whatever does not reach an acknowledged commit was not promised. */
  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.run(async (sql) => {
      await sql`begin`;
      let value: T;
      try {
        value = await this.run(work);
      } catch (error) {
        if (!this.#isLost) await sql`rollback`;
        throw error;
      }
      const { command } = await sql`commit`;
      if (command !== "COMMIT") {
        throw new Error("Cannot commit: a statement of this transaction failed before");
      }
      return value;
    });
  }

  /** Gives the connection up at once: its socket is destroyed and everything that waits on it rejects. */
  lose(reason: string, cause?: unknown): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#lost.reject(new ConnectionLost(reason, { cause, sent: true }));
    for (const socket of this.#sockets) socket.destroy();
    this.#leave(0);
  }

  /** Says goodbye to the server; settles when nothing of this connection is left. */
  async close(): Promise<void> {
    if (this.#isLost) return await this.#gone.promise;
    this.#isLost = true;
    this.#lost.reject(new ConnectionLost("the connection was closed", { sent: true }));
    this.#leave(GOODBYE_MS / 1000);
    await this.#gone.promise;
  }

  /** Ends the driver, and then sees to it that every socket is closed. */
  async #leave(timeout: number): Promise<void> {
    await this.#driver.end({ timeout }).catch(() => {});
    await Promise.all(
      [...this.#sockets].map((socket) => {
        const closed = new Promise((resolve) => socket.once("close", resolve));
        socket.destroy();
        return closed;
      }),
    );
    this.#gone.resolve();
  }

  async #connectOnce(): Promise<net.Socket> {
    if (this.#hasStarted || this.#isLost) throw new ConnectionLost("the connection was lost", { sent: true });
    this.#hasStarted = true;
    return await openConnectionSocket(this.#target.address, (socket) => this.#watch(socket));
  }

  /** Ours is the first listener, so the loss is known before any query of the driver rejects. */
  #watch(socket: net.Socket): void {
    this.#sockets.add(socket);
    if (this.#isLost) socket.destroy();
    socket.on("error", (error) => this.lose("the connection failed", error));
    socket.once("close", () => {
      this.#sockets.delete(socket);
      this.lose("the server closed the connection");
      // The driver removes every listener now, and an error without one would be uncaught.
      queueMicrotask(() => socket.on("error", () => {}));
    });
  }

  #orLost<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#lost.promise]);
  }
}

/** Every option the driver would else read from PG* variables or guess. */
const DRIVER_OPTIONS = {
  max: 1,
  ssl: false,
  sslnegotiation: null,
  idle_timeout: null,
  connect_timeout: null,
  max_lifetime: null,
  max_pipeline: 100,
  keep_alive: null,
  backoff: 0,
  prepare: true,
  debug: false,
  fetch_types: false,
  publications: "alltables",
  target_session_attrs: null,
  onnotice() {},
};

function isFromDriver(error: unknown): boolean {
  return error instanceof Error && ("code" in error || error instanceof ConnectionLost);
}

function guard(driver: Sql, assertUsable: () => void): Sql {
  return new Proxy(driver, {
    apply(target, self, args) {
      assertUsable();
      return Reflect.apply(target, self, args);
    },
    get(target, key) {
      assertUsable();
      if (NOT_FOR_SCOPES.has(String(key))) throw new TypeError(`Cannot use sql.${String(key)} here`);
      return Reflect.get(target, key);
    },
  });
}
