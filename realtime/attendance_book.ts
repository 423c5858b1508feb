import type { PresenceStatus } from "./core/fields.ts";
import type { Attending, Engagement, Standing } from "./ports/attendance.ts";
import type { Clock } from "./ports/clock.ts";

/** How long a person without connections is remembered, in milliseconds. */
const FORGET_MS = 3_600_000;

interface Person {
  version: number;
  told: PresenceStatus;
  engagement?: Engagement;
  connections: Map<string, { instance: string; attending: Attending }>;
}

/** The open connections of all instances, in the memory of one process; redis_scripts.ts does the same in Redis. */
export class AttendanceBook {
  readonly #clock: Clock;
  readonly #lives: (instance: string) => boolean;
  readonly #people = new Map<number, Person>();
  /** People without connections and since when, the longest absent first. */
  readonly #absent = new Map<number, number>();
  /** People of whom each instance has connections, or has still to tell. */
  readonly #usersOf = new Map<string, Set<number>>();
  /** People whom instances left behind. */
  #stale = new Set<number>();
  #version = 0;

  /** `lives` says whose connections count. */
  constructor({ clock, lives }: { clock: Clock; lives(instance: string): boolean }) {
    this.#clock = clock;
    this.#lives = lives;
  }

  note(instance: string, userId: number, connectionId: string, attending: Attending | null): Standing {
    const person = this.#person(userId);
    const id = `${connectionId}:${instance}`;
    const before = person.connections.get(id)?.attending;
    if (attending) person.connections.set(id, { instance, attending });
    else person.connections.delete(id);
    if (!isSame(before, attending)) this.#touch(person);
    if (attending) this.#own(instance).add(userId);
    else if (before && !holdsAny(person, instance) && this.#owesNothing(person, before)) {
      this.#own(instance).delete(userId);
    }
    this.#keep(userId, person);
    return this.standing(userId);
  }

  engage(userId: number, next: Engagement): Standing {
    const person = this.#person(userId);
    const { initiatedAt = -1, version = -1 } = person.engagement ?? {};
    const isNewer = next.initiatedAt > initiatedAt ||
      (next.initiatedAt === initiatedAt && next.version > version);
    if (isNewer) {
      person.engagement = next;
      this.#touch(person);
    }
    this.#keep(userId, person);
    return this.standing(userId);
  }

  standing(userId: number): Standing {
    const { version, told, engagement, connections } = this.#people.get(userId) ?? newPerson();
    const counting = [...connections.values()].filter((one) => this.#lives(one.instance));
    return {
      version,
      connections: counting.map((one) => one.attending),
      callId: engagement?.isIn ? engagement.callId : null,
      told,
    };
  }

  /** Remembers what acquaintances are being told, unless the standing has changed since `version`. */
  tell(instance: string, userId: number, version: number, status: PresenceStatus): boolean {
    if (this.standing(userId).version !== version) return false;
    const person = this.#person(userId);
    person.told = status;
    this.#touch(person);
    if (!holdsAny(person, instance)) this.#own(instance).delete(userId);
    this.#keep(userId, person);
    return true;
  }

  /** The instances that hold a connection of any of these people. */
  holders(userIds: readonly number[]): Set<string> {
    const found = new Set<string>();
    for (const userId of userIds) {
      for (const { instance } of this.#people.get(userId)?.connections.values() ?? []) found.add(instance);
    }
    return found;
  }

  /** What an instance noted is left to be reaped. */
  leave(instance: string): void {
    this.#stale = this.#stale.union(this.#own(instance));
    this.#usersOf.delete(instance);
  }

  /** Takes out the connections of who does not live any more. Whose they were, the reaper has to tell of. */
  reap(reaper: string): number[] {
    const reaped = [...this.#stale];
    this.#stale.clear();
    for (const userId of reaped) {
      const person = this.#person(userId);
      const gone = [...person.connections].filter(([, one]) => !this.#lives(one.instance));
      for (const [id] of gone) person.connections.delete(id);
      if (gone.length > 0) this.#touch(person);
      const owes = gone.length > 0 || (person.connections.size === 0 && person.told !== "offline");
      if (owes) this.#own(reaper).add(userId);
      this.#keep(userId, person);
    }
    return reaped;
  }

  /** Forgets everything, as a restart of what keeps it would. */
  clear(): void {
    this.#people.clear();
    this.#absent.clear();
    this.#usersOf.clear();
    this.#stale.clear();
  }

  #person(userId: number): Person {
    const person = this.#people.get(userId) ?? newPerson();
    this.#people.set(userId, person);
    return person;
  }

  #own(instance: string): Set<number> {
    const own = this.#usersOf.get(instance) ?? new Set<number>();
    this.#usersOf.set(instance, own);
    return own;
  }

  #touch(person: Person): void {
    person.version = this.#version = Math.max(this.#version + 1, this.#clock.now());
  }

  #owesNothing(person: Person, before: Attending): boolean {
    if (person.connections.size === 0) return person.told === "offline";
    return [...person.connections.values()].some((one) => one.attending.status === before.status);
  }

  /** People with connections stay, others for a while. */
  #keep(userId: number, { connections }: Person): void {
    const now = this.#clock.now();
    this.#absent.delete(userId);
    if (connections.size === 0) this.#absent.set(userId, now);
    for (const [absent, since] of this.#absent) {
      if (now - since < FORGET_MS) return;
      this.#absent.delete(absent);
      this.#people.delete(absent);
    }
  }
}

function newPerson(): Person {
  return { version: 0, told: "offline", connections: new Map() };
}

function holdsAny({ connections }: Person, instance: string): boolean {
  return connections.values().some((one) => one.instance === instance);
}

function isSame(one: Attending | undefined, other: Attending | null): boolean {
  return one?.status === other?.status && one?.deviceType === other?.deviceType &&
    one?.appointmentId === other?.appointmentId && one?.sessionId === other?.sessionId;
}
