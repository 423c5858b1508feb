import { type Call, isAnswered, isOver } from "./core/call.ts";
import { isoTimeOrNull } from "./core/call_object.ts";
import type { DeviceType, PresenceStatus } from "./core/fields.ts";
import type { PresenceObject } from "./core/objects.ts";
import { foldPresence } from "./core/presence.ts";
import type { Clock, Timers } from "./ports/clock.ts";
import type { Directory } from "./ports/directory.ts";
import { droppable, type Notice } from "./ports/notice.ts";
import type { PresenceRecord, PresenceStore } from "./ports/presence_store.ts";

/** A page that is being left for the next one is not a person leaving: this long nobody is told. */
export const LEAVE_GRACE_MS = 200;

export interface PresenceDeps {
  store: PresenceStore;
  directory: Pick<Directory, "acquaintances">;
  clock: Clock;
  timers: Timers;
  tell(notices: readonly Notice[]): Promise<void>;
  report(error: unknown): void;
}

interface Connected {
  status: PresenceStatus;
  deviceType: DeviceType;
}

/** Who is here: connections folded into one status per user, told to acquaintances when it changes. */
export class PresenceBoard {
  readonly #deps: PresenceDeps;
  readonly #connections = new Map<number, Map<string, Connected>>();
  readonly #calls = new Map<number, string>();
  readonly #told = new Map<number, PresenceStatus>();
  readonly #pending = new Map<number, () => void>();
  #writing: Promise<void> = Promise.resolve();

  constructor(deps: PresenceDeps) {
    this.#deps = deps;
  }

  /** Whether any connection of this user is open here. */
  isOnline(userId: number): boolean {
    return this.#connections.has(userId);
  }

  join(userId: number, connectionId: string, deviceType: DeviceType): void {
    const own = this.#connections.get(userId) ?? new Map<string, Connected>();
    own.set(connectionId, { status: "online", deviceType });
    this.#connections.set(userId, own);
    this.#settle(userId);
  }

  leave(userId: number, connectionId: string): void {
    const own = this.#connections.get(userId);
    if (!own?.delete(connectionId)) return;
    if (own.size === 0) this.#connections.delete(userId);
    this.#pending.get(userId)?.();
    this.#pending.set(userId, this.#deps.timers.set(() => this.#settle(userId), LEAVE_GRACE_MS));
  }

  /** What a user says of all of their open connections. */
  update(userId: number, status: PresenceStatus, connectionId?: string): void {
    for (const [id, one] of this.#connections.get(userId) ?? []) {
      if (connectionId === undefined || id === connectionId) one.status = status;
    }
    this.#settle(userId);
  }

  /** Keeps who is busy by a call. */
  noteCall(call: Call): void {
    for (const { userId } of call.participants) {
      const isIn = !isOver(call) && (isAnswered(call) || userId === call.callerId);
      if (isIn) this.#calls.set(userId, call.callId);
      else if (this.#calls.get(userId) === call.callId) this.#calls.delete(userId);
      if (this.isOnline(userId)) this.#settle(userId);
    }
  }

  /** The presence of these users: of those who are here from their connections, else as last written down. */
  async of(userIds: readonly number[], viewerId: number): Promise<PresenceObject[]> {
    const absent = userIds.filter((id) => !this.isOnline(id));
    const last = absent.length > 0 ? await this.#deps.store.last(absent) : [];
    return userIds.map((id) => {
      const record = this.isOnline(id) ? this.#current(id) : last.find((one) => one.userId === id);
      return this.#object(id, record, viewerId);
    });
  }

  /** Resolves when everything that changed is written down. */
  async close(): Promise<void> {
    for (const cancel of this.#pending.values()) cancel();
    for (const userId of [...this.#pending.keys()]) this.#settle(userId);
    await this.#writing;
  }

  #current(userId: number): PresenceRecord {
    const own = [...(this.#connections.get(userId)?.values() ?? [])];
    const inCall = this.#calls.has(userId);
    return {
      userId,
      status: foldPresence(own.map(({ status }) => ({ status, inCall }))),
      lastSeen: this.#deps.clock.now(),
      deviceType: own[0]?.deviceType ?? "web",
    };
  }

  #object(userId: number, record: PresenceRecord | undefined, viewerId: number): PresenceObject {
    const callId = userId === viewerId ? this.#calls.get(userId) : undefined;
    return {
      user_id: userId,
      status: this.isOnline(userId) ? record?.status ?? "online" : "offline",
      last_seen: isoTimeOrNull(record?.lastSeen ?? null),
      device_type: record?.deviceType ?? "web",
      ...(callId ? { current_call_id: callId } : {}),
    };
  }

  #settle(userId: number): void {
    this.#pending.get(userId)?.();
    this.#pending.delete(userId);
    const record = this.#current(userId);
    const before = this.#told.get(userId) ?? "offline";
    if (record.status === before) return;
    if (record.status === "offline") this.#told.delete(userId);
    else this.#told.set(userId, record.status);
    this.#writing = this.#writing.then(() => this.#announce(record, before)).catch(this.#deps.report);
  }

  async #announce(record: PresenceRecord, before: PresenceStatus): Promise<void> {
    const { userId, status, lastSeen } = record;
    const watchers = await this.#deps.directory.acquaintances(userId);
    const presence = this.#object(userId, record, 0);
    await this.#deps.tell(watchers.flatMap((watcher) => {
      const to = { userId: watcher };
      const notices = [droppable(to, "presence:update", { presence: { ...presence, status } })];
      if (before === "offline") notices.unshift(droppable(to, "user:online", { user_id: userId }));
      if (status === "offline") {
        notices.push(droppable(to, "user:offline", { user_id: userId, last_seen: isoTimeOrNull(lastSeen) }));
      }
      return notices;
    }));
    await this.#deps.store.record(record, this.#deps.clock.now());
  }
}
