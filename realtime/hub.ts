import { CLOSE, type CloseReason } from "./core/close_codes.ts";
import { SILENCE_MAX_MS } from "./core/frame.ts";
import type { Connection } from "./connection.ts";
import type { Audience, Packet } from "./ports/notice.ts";

/** The open sockets of this instance, by user. */
export class Hub {
  readonly #byUser = new Map<number, Map<string, Connection>>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Takes a socket in; an older one of the same device is replaced. */
  add(connection: Connection): void {
    const own = this.#byUser.get(connection.who.userId) ?? new Map<string, Connection>();
    for (const older of own.values()) {
      if (older.who.deviceId === connection.who.deviceId) older.close(CLOSE.replaced);
    }
    // Only now: the last socket of a user that leaves takes the user's entry with it.
    this.#byUser.set(connection.who.userId, own);
    own.set(connection.id, connection);
    this.#size++;
  }

  remove(connection: Connection): void {
    const own = this.#byUser.get(connection.who.userId);
    if (!own?.delete(connection.id)) return;
    this.#size--;
    if (own.size === 0) this.#byUser.delete(connection.who.userId);
  }

  /** Sends a packet to the sockets it is meant for. */
  send({ to, text, droppable }: Packet): void {
    for (const connection of this.#audience(to)) connection.send(text, droppable);
  }

  /** Whether one of the sockets it is meant for was open at that time. */
  hasListenedSince(to: Audience, at: number): boolean {
    for (const connection of this.#audience(to)) if (connection.openedAt <= at) return true;
    return false;
  }

  /** Closes the sockets that have been silent for too long. */
  cutSilent(now: number): void {
    for (const connection of this.connections()) {
      if (now - connection.lastHeardAt > SILENCE_MAX_MS) connection.close(CLOSE.silent);
    }
  }

  /** Closes the sockets of a session that was signed out. */
  closeSession(sessionId: string): void {
    for (const connection of this.connections()) {
      if (connection.who.sessionId === sessionId) connection.close(CLOSE.signedOut);
    }
  }

  /** Closes the sockets of somebody whose sessions have ended. */
  closeUser(userId: number): void {
    for (const connection of [...this.#byUser.get(userId)?.values() ?? []]) connection.close(CLOSE.signedOut);
  }

  /** The sessions that have a socket here. */
  sessions(): Set<string> {
    return new Set(this.connections().map((connection) => connection.who.sessionId));
  }

  /** The users that have a socket here. */
  users(): number[] {
    return [...this.#byUser.keys()];
  }

  closeAll(reason: CloseReason): void {
    for (const connection of this.connections()) connection.close(reason);
  }

  connections(): Connection[] {
    return [...this.#byUser.values()].flatMap((own) => [...own.values()]);
  }

  *#audience({ users, only, except }: Audience): Iterable<Connection> {
    for (const userId of users) {
      const own = this.#byUser.get(userId);
      if (!own) continue;
      for (const connection of own.values()) {
        if (only !== undefined && !isDevice(connection, only)) continue;
        if (except !== undefined && except.userId === userId && isDevice(connection, except.id)) continue;
        yield connection;
      }
    }
  }
}

function isDevice(connection: Connection, id: string): boolean {
  return connection.who.deviceId === id || connection.who.sessionId === id;
}
