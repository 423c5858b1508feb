import { ConnectionLost } from "./connection_loss.ts";
import type { ConnectionTarget } from "./connection_target.ts";
import type { Deadline } from "./deadline.ts";
import { SupervisedConnection } from "./supervised_connection.ts";

/** How many callers may wait for a connection; the next one is refused at once. */
const WAITING_MAX = 2_000;
/** How long work under way may go on once the pool closes; its connections are destroyed after that. */
const CLOSING_MS = 1_400;

interface Waiting {
  proceed(): void;
  refuse(error: Error): void;
  isGivenPlace: boolean;
}

/**
 * Connections that are each lent to one caller at a time, so that nobody's statement stands in another's transaction
 * and a slow one delays nobody behind it. A lost connection is replaced when somebody needs one.
 */
export class SupervisedPool implements AsyncDisposable {
  readonly #target: ConnectionTarget;
  readonly #size: number;
  readonly #statementMs: number;
  readonly #idle: SupervisedConnection[] = [];
  readonly #lent = new Set<SupervisedConnection>();
  readonly #leaving = new Set<Promise<void>>();
  readonly #waiting: Waiting[] = [];
  readonly #drained = Promise.withResolvers<void>();
  #taken = 0;
  #isClosed = false;

  constructor(target: ConnectionTarget, options: { size: number; statementMs: number }) {
    this.#target = target;
    this.#size = options.size;
    this.#statementMs = options.statementMs;
  }

  /**
   * Lends a connection to `work` until it or the deadline is over. At the deadline the connection is lost, and so are
   * the idle ones: whatever silenced it has silenced them too. Throws ConnectionLost.
   */
  async lend<T>(deadline: Deadline, work: (connection: SupervisedConnection) => Promise<T>): Promise<T> {
    await this.#enter(deadline);
    const connection = this.#take();
    try {
      await deadline.race(connection.open(this.#statementMs));
      return await deadline.race(work(connection));
    } catch (error) {
      if (deadline.isOver && !connection.isLost) this.#loseSilent(connection);
      throw error;
    } finally {
      this.#giveBack(connection);
    }
  }

  /** Waits for work under way, up to a limit, then closes every connection. Bounded to 2 s. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    for (const waiting of this.#waiting.splice(0)) waiting.refuse(closedError());
    for (const connection of this.#idle.splice(0)) this.#retire(connection);
    if (this.#taken > 0) {
      const timer = setTimeout(() => this.#drained.resolve(), CLOSING_MS);
      await this.#drained.promise;
      clearTimeout(timer);
    }
    for (const connection of this.#lent) {
      connection.lose("the pool was closed");
      this.#retire(connection);
    }
    await Promise.all(this.#leaving);
  }

  /** Takes one of the pool's places, waiting for one when all are taken. */
  async #enter(deadline: Deadline): Promise<void> {
    if (this.#isClosed) throw closedError();
    if (this.#taken < this.#size) {
      this.#taken++;
      return;
    }
    if (this.#waiting.length >= WAITING_MAX) {
      throw new ConnectionLost("too many callers wait for a connection", { sent: false, final: true });
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting: Waiting = { proceed: resolve, refuse: reject, isGivenPlace: false };
    this.#waiting.push(waiting);
    try {
      await deadline.race(promise);
    } catch (error) {
      const index = this.#waiting.indexOf(waiting);
      if (index >= 0) this.#waiting.splice(index, 1);
      if (waiting.isGivenPlace) this.#leave();
      throw new ConnectionLost("every connection was busy", {
        cause: error,
        sent: false,
        final: this.#isClosed,
      });
    }
  }

  /** Gives the place to whoever waits longest. */
  #leave(): void {
    const next = this.#waiting.shift();
    if (next) {
      next.isGivenPlace = true;
      next.proceed();
    } else if (--this.#taken === 0 && this.#isClosed) this.#drained.resolve();
  }

  #take(): SupervisedConnection {
    let connection = this.#idle.pop();
    while (connection?.isLost) {
      this.#retire(connection);
      connection = this.#idle.pop();
    }
    connection ??= new SupervisedConnection(this.#target);
    this.#lent.add(connection);
    return connection;
  }

  #giveBack(connection: SupervisedConnection): void {
    this.#lent.delete(connection);
    if (connection.isLost || this.#isClosed) this.#retire(connection);
    else this.#idle.push(connection);
    this.#leave();
  }

  #loseSilent(connection: SupervisedConnection): void {
    connection.lose("the deadline was reached");
    for (const idle of this.#idle.splice(0)) {
      idle.lose("another connection was silent");
      this.#retire(idle);
    }
  }

  /** Closes a connection in the background; disposing the pool waits for it. */
  #retire(connection: SupervisedConnection): void {
    const leaving = connection.close().finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
  }
}

function closedError(): ConnectionLost {
  return new ConnectionLost("the database was closed", { sent: false, final: true });
}
