import { CLOSE, type CloseReason } from "./core/close_codes.ts";
import { SILENCE_MAX_MS } from "./core/frame.ts";
import type { Connection } from "./connection.ts";
import type { Notice } from "./ports/notice.ts";

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
    this.#byUser.set(connection.who.userId, own);
    for (const older of own.values()) {
      if (older.who.deviceId === connection.who.deviceId) older.close(CLOSE.replaced);
    }
    own.set(connection.id, connection);
    this.#size++;
  }

  remove(connection: Connection): void {
    const own = this.#byUser.get(connection.who.userId);
    if (!own?.delete(connection.id)) return;
    this.#size--;
    if (own.size === 0) this.#byUser.delete(connection.who.userId);
  }

  /** Sends each notice to the sockets it is meant for; an event is serialized once for all of them. */
  deliver(notices: readonly Notice[]): void {
    for (const { to, event, data, droppable } of notices) {
      let text: string | undefined;
      for (const connection of this.#byUser.get(to.userId)?.values() ?? []) {
        if (to.only !== undefined && !isDevice(connection, to.only)) continue;
        if (to.except !== undefined && isDevice(connection, to.except)) continue;
        text ??= JSON.stringify({ event, data });
        connection.send(text, droppable);
      }
    }
  }

  /** Closes the sockets that have been silent for too long. */
  cutSilent(now: number): void {
    for (const connection of this.#all()) {
      if (now - connection.lastHeardAt > SILENCE_MAX_MS) connection.close(CLOSE.silent);
    }
  }

  /** Closes the sockets of a session that was signed out. */
  closeSession(sessionId: string): void {
    for (const connection of this.#all()) {
      if (connection.who.sessionId === sessionId) connection.close(CLOSE.signedOut);
    }
  }

  /** Closes the sockets of somebody whose sessions have ended. */
  closeUser(userId: number): void {
    for (const connection of [...this.#byUser.get(userId)?.values() ?? []]) connection.close(CLOSE.signedOut);
  }

  /** The sessions that have a socket here. */
  sessions(): Set<string> {
    return new Set(this.#all().map((connection) => connection.who.sessionId));
  }

  closeAll(reason: CloseReason): void {
    for (const connection of this.#all()) connection.close(reason);
  }

  #all(): Connection[] {
    return [...this.#byUser.values()].flatMap((own) => [...own.values()]);
  }
}

function isDevice(connection: Connection, id: string): boolean {
  return connection.who.deviceId === id || connection.who.sessionId === id;
}
