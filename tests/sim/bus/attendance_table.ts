import type { PresenceStatus } from "../../../realtime/core/fields.ts";
import type { Attending, Engagement, Standing } from "../../../realtime/ports/attendance.ts";

interface Entry {
  instance: string;
  attending: Attending;
}

interface Row {
  version: number;
  entries: Map<string, Entry>;
  engagement: Engagement | undefined;
  told: PresenceStatus;
}

/** The open connections of all instances, each as long as its instance has a lease. */
export class AttendanceTable {
  readonly #isLeased: (instance: string) => boolean;
  readonly #rows = new Map<number, Row>();
  #version = 0;

  constructor(isLeased: (instance: string) => boolean) {
    this.#isLeased = isLeased;
  }

  /** Versions go on growing. */
  clear(): void {
    this.#rows.clear();
  }

  note(instance: string, userId: number, connectionId: string, attending: Attending | null): Standing {
    const row = this.#rowOf(userId);
    if (attending) row.entries.set(connectionId, { instance, attending: { ...attending } });
    else row.entries.delete(connectionId);
    row.version = ++this.#version;
    return this.standing(userId);
  }

  engage(userId: number, engagement: Engagement): Standing {
    const row = this.#rowOf(userId);
    const now = row.engagement;
    const isOlder = now !== undefined && (engagement.initiatedAt < now.initiatedAt ||
      (engagement.callId === now.callId && engagement.version < now.version));
    if (isOlder) return this.standing(userId);
    row.engagement = { ...engagement };
    row.version = ++this.#version;
    return this.standing(userId);
  }

  standing(userId: number): Standing {
    const row = this.#rowOf(userId);
    const connections = [...row.entries.values()].filter((one) => this.#isLeased(one.instance));
    return {
      version: row.version,
      connections: connections.map((one) => ({ ...one.attending })),
      callId: row.engagement?.isIn ? row.engagement.callId : null,
      told: row.told,
    };
  }

  /** Remembers what was told, unless the standing has changed since. */
  told(userId: number, version: number, status: PresenceStatus): boolean {
    const row = this.#rowOf(userId);
    if (row.version !== version) return false;
    row.told = status;
    return true;
  }

  /** Takes out the entries of instances that have no lease. */
  reap(): number[] {
    const changed: number[] = [];
    for (const [userId, row] of this.#rows) {
      const dead = [...row.entries].filter(([, one]) => !this.#isLeased(one.instance));
      if (dead.length === 0) continue;
      for (const [id] of dead) row.entries.delete(id);
      row.version = ++this.#version;
      changed.push(userId);
    }
    return changed;
  }

  /** The instances that hold a socket of one of these users. */
  instancesOf(userIds: readonly number[]): Set<string> {
    const found = new Set<string>();
    for (const userId of userIds) {
      for (const one of this.#rows.get(userId)?.entries.values() ?? []) found.add(one.instance);
    }
    return found;
  }

  #rowOf(userId: number): Row {
    const known = this.#rows.get(userId);
    if (known) return known;
    const made: Row = { version: ++this.#version, entries: new Map(), engagement: undefined, told: "offline" };
    this.#rows.set(userId, made);
    return made;
  }
}
