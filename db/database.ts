import { Unavailable } from "../realtime/ports/unavailable.ts";
import { ConnectionLost } from "./connection_loss.ts";
import { targetNamed, targetOfSocket, targetOfUrl } from "./connection_target.ts";
import { Deadline } from "./deadline.ts";
import type { Sql, SupervisedConnection } from "./supervised_connection.ts";
import { SupervisedPool } from "./supervised_pool.ts";

export type { Sql };

/**
 * The database, with a deadline on everything. `run` gets an `sql` that is its own until it returns; inside it, ask
 * that `sql` and not the database again. Every method throws DatabaseUnavailable when no answer can be had.
 */
export interface Database extends AsyncDisposable {
  /** One read; tried again on a lost connection until its deadline, so `run` may be called more than once. */
  read<T>(run: (sql: Sql) => Promise<T>): Promise<T>;
  /** One statement that changes something; never sent twice. After DatabaseUnavailable it may or may not be done. */
  write<T>(run: (sql: Sql) => Promise<T>): Promise<T>;
  /** begin … commit; never run twice. Returned means committed; any throw of `run` means rolled back. */
  transaction<T>(run: (sql: Sql) => Promise<T>): Promise<T>;
  /** Whether the database answers within a read's deadline. */
  ready(): Promise<boolean>;
}

/** No answer can be had from the database: 503, or "unavailable". */
export class DatabaseUnavailable extends Unavailable {
  override name = "DatabaseUnavailable";
}

/** A DATABASE_URL, or the directory of a socket that trusts us. */
export type DatabaseAddress = { url: string } | { socketDir: string; user: string; database: string };

/** How many connections, and milliseconds for each kind of work. */
export interface DatabaseOptions {
  /** The name under which what is written here stands in the database. */
  instance?: string;
  /** Called when no answer was had: something may be committed that nobody was told of. */
  uncertain?: () => void;
  poolSize?: number;
  readMs?: number;
  writeMs?: number;
  transactionMs?: number;
}

/** Whoever asks something hears within two seconds that no answer can be had. */
const DEFAULTS = { uncertain: () => {}, poolSize: 10, readMs: 1_000, writeMs: 1_000, transactionMs: 1_800 };
/** A pause between attempts, so that a server that refuses at once is not asked in a tight loop. */
const RETRY_PAUSE_MS = 40;
/** The server itself stops a statement this long after we have given up on it. */
const STATEMENT_GRACE_MS = 1_000;

/** Opens a database; connections are made when they are needed. Throws TypeError for an address it cannot read. */
export function openDatabase(address: DatabaseAddress, options: DatabaseOptions = {}): Database {
  const limits = { ...DEFAULTS, ...options };
  const target = "url" in address
    ? targetOfUrl(address.url)
    : targetOfSocket(address.socketDir, address.user, address.database);
  const statementMs = Math.max(limits.readMs, limits.writeMs, limits.transactionMs) + STATEMENT_GRACE_MS;
  const named = options.instance === undefined ? target : targetNamed(target, options.instance);
  const pool = new SupervisedPool(named, { size: limits.poolSize, statementMs });
  return new PooledDatabase(pool, limits);
}

type Limits = Required<Omit<DatabaseOptions, "instance">>;

class PooledDatabase implements Database {
  readonly #pool: SupervisedPool;
  readonly #limits: Limits;

  constructor(pool: SupervisedPool, limits: Limits) {
    this.#pool = pool;
    this.#limits = limits;
  }

  read<T>(run: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#attempt(this.#limits.readMs, () => true, (connection) => connection.run(run));
  }

  write<T>(run: (sql: Sql) => Promise<T>): Promise<T> {
    return this.#attempt(this.#limits.writeMs, (loss) => !loss.sent, (connection) => connection.run(run));
  }

  transaction<T>(run: (sql: Sql) => Promise<T>): Promise<T> {
    const ms = this.#limits.transactionMs;
    return this.#attempt(ms, (loss) => !loss.sent, (connection) => connection.transaction(run));
  }

  async ready(): Promise<boolean> {
    try {
      await this.read((sql) => sql`select 1`);
      return true;
    } catch (error) {
      if (error instanceof DatabaseUnavailable) return false;
      throw error;
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#pool[Symbol.asyncDispose]();
  }

  async #attempt<T>(
    ms: number,
    mayRepeat: (loss: ConnectionLost) => boolean,
    work: (connection: SupervisedConnection) => Promise<T>,
  ): Promise<T> {
    using deadline = new Deadline(ms, () => new ConnectionLost(`no answer within ${ms} ms`, { sent: true }));
    let first: ConnectionLost | undefined;
    while (true) {
      try {
        return await this.#pool.lend(deadline, work);
      } catch (error) {
        if (!(error instanceof ConnectionLost)) throw error;
        first ??= error;
        if (error.final || !mayRepeat(error) || deadline.isOver) {
          this.#limits.uncertain();
          throw unavailable(error.final ? error : first);
        }
        await deadline.pause(RETRY_PAUSE_MS);
      }
    }
  }
}

function unavailable(cause: ConnectionLost): DatabaseUnavailable {
  return new DatabaseUnavailable(`Cannot reach the database: ${cause.message}`, { cause });
}
