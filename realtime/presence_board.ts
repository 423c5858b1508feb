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
/** How long after a failure a change is told again. */
const RETRY_MS = 1_000;
/** Most ended calls remembered. */
const ENDED_MAX = 10_000;

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
  /** The appointment that its user says to be at. */
  appointmentId: number | null;
}

/** Who is here: connections folded into one status per user, told to acquaintances when it changes. */
export class PresenceBoard {
  readonly #deps: PresenceDeps;
  readonly #connections = new Map<number, Map<string, Connected>>();
  readonly #calls = new Map<number, string>();
  readonly #told = new Map<number, PresenceStatus>();
  readonly #pending = new Map<number, () => void>();
  /** Users whose change is being told; a further change of one of them waits and only the newest is told. */
  readonly #telling = new Map<number, Promise<void>>();
  /** Calls that ended not long ago, so that a late look at an older version does not bring them back. */
  readonly #ended = new Set<string>();
  #closed = false;

  constructor(deps: PresenceDeps) {
    this.#deps = deps;
  }

  /** Whether any connection of this user is open here. */
  isOnline(userId: number): boolean {
    return this.#connections.has(userId);
  }

  join(userId: number, connectionId: string, deviceType: DeviceType): void {
    const own = this.#connections.get(userId) ?? new Map<string, Connected>();
    own.set(connectionId, { status: "online", deviceType, appointmentId: null });
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

  /** What a user says of one of their open connections, or of all of them. */
  update(
    userId: number,
    said: { status: PresenceStatus; appointmentId: number | null },
    connectionId?: string,
  ): void {
    for (const [id, one] of this.#connections.get(userId) ?? []) {
      if (connectionId === undefined || id === connectionId) Object.assign(one, said);
    }
    this.#settle(userId);
  }

  /** Keeps who is busy by a call. */
  noteCall(call: Call): void {
    if (isOver(call)) this.#forget(call.callId);
    for (const { userId } of call.participants) {
      const isIn = !this.#ended.has(call.callId) && (isAnswered(call) || userId === call.callerId);
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

  /** Tells people who have come to know each other how the others are there. */
  async introduce(userIds: readonly number[]): Promise<void> {
    const known = await this.of(userIds, 0);
    await this.#deps.tell(
      userIds.flatMap((userId) =>
        known.filter((one) => one.user_id !== userId).map((presence) =>
          droppable({ userId }, "presence:update", { presence })
        )
      ),
    );
  }

  /** Resolves when everything that changed has been told and written down. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const cancel of this.#pending.values()) cancel();
    for (const userId of [...this.#pending.keys()]) this.#settle(userId);
    await Promise.all(this.#telling.values());
  }

  #forget(callId: string): void {
    this.#ended.add(callId);
    if (this.#ended.size > ENDED_MAX) this.#ended.delete(this.#ended.values().next().value ?? "");
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
    const appointmentId = userId === viewerId ? this.#appointmentOf(userId) : undefined;
    return {
      user_id: userId,
      status: this.isOnline(userId) ? record?.status ?? "online" : "offline",
      last_seen: isoTimeOrNull(record?.lastSeen ?? null),
      device_type: record?.deviceType ?? "web",
      ...(callId ? { current_call_id: callId } : {}),
      ...(appointmentId ? { current_appointment_id: appointmentId } : {}),
    };
  }

  #appointmentOf(userId: number): number | null {
    const said = [...(this.#connections.get(userId)?.values() ?? [])].map((one) => one.appointmentId);
    return said.findLast((id) => id !== null) ?? null;
  }

  #settle(userId: number): void {
    this.#pending.get(userId)?.();
    this.#pending.delete(userId);
    if (this.#telling.has(userId)) return;
    const telling = this.#tellNewest(userId).then(() => true, (error) => {
      this.#deps.report(error);
      return false;
    });
    this.#telling.set(userId, telling.then((isTold) => this.#afterTelling(userId, isTold)));
  }

  #afterTelling(userId: number, isTold: boolean): void {
    this.#telling.delete(userId);
    if (this.#closed) return;
    if (!isTold) this.#pending.set(userId, this.#deps.timers.set(() => this.#settle(userId), RETRY_MS));
    // What changed in the very last moment found the telling still under way.
    else if (this.#current(userId).status !== (this.#told.get(userId) ?? "offline")) this.#settle(userId);
  }

  /** Tells until what was told is how it is. */
  async #tellNewest(userId: number): Promise<void> {
    while (true) {
      const record = this.#current(userId);
      const before = this.#told.get(userId) ?? "offline";
      if (record.status === before) return;
      await this.#announce(record, before);
      if (record.status === "offline") this.#told.delete(userId);
      else this.#told.set(userId, record.status);
      await this.#deps.store.record(record, this.#deps.clock.now());
    }
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
  }
}
