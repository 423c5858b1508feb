import { Unavailable } from "./ports/unavailable.ts";
import type { Attendance, Attending, Engagement, Standing } from "./ports/attendance.ts";
import type { Bus, BusListener } from "./ports/bus.ts";
import type { Clock } from "./ports/clock.ts";
import type { Packet } from "./ports/notice.ts";

const SILENCE_MS = 10_000;

interface Person {
  version: number;
  told: Standing["told"];
  engagement: Engagement | undefined;
  connections: Map<string, { instance: string; attending: Attending }>;
}

/** Instances of one process that reach each other. */
export class MemoryNetwork {
  readonly #clock: Clock;
  readonly #people = new Map<number, Person>();
  readonly #listeners = new Map<string, BusListener>();

  constructor({ clock }: { clock: Clock }) {
    this.#clock = clock;
  }

  join(instance: string): Bus {
    const publish = (packets: readonly Packet[]) => this.#publish(instance, packets);
    const listeners = this.#listeners;
    return {
      instance,
      silenceMs: SILENCE_MS,
      attendance: this.#attendance(instance, publish),
      listen: (listener) => void listeners.set(instance, listener),
      publish,
      trusted: () => [...new Set([instance, ...listeners.keys()])],
      ready: () => Promise.resolve(true),
      [Symbol.asyncDispose]: () => {
        listeners.delete(instance);
        return Promise.resolve();
      },
    };
  }

  #publish(from: string, packets: readonly Packet[]): void {
    for (const packet of packets) {
      const instances = new Set(
        packet.to.users.flatMap((userId) =>
          [...this.#people.get(userId)?.connections.values() ?? []].map((one) => one.instance)
        ),
      );
      for (const one of instances) if (one !== from) this.#listeners.get(one)?.deliver([packet]);
    }
  }

  #person(userId: number): Person {
    const known = this.#people.get(userId);
    if (known) return known;
    const person: Person = { version: 0, told: "offline", engagement: undefined, connections: new Map() };
    this.#people.set(userId, person);
    return person;
  }

  #standing(person: Person): Standing {
    return {
      version: person.version,
      told: person.told,
      callId: person.engagement?.isIn ? person.engagement.callId : null,
      connections: [...person.connections.values()].map((one) => one.attending),
    };
  }

  #attendance(instance: string, publish: (packets: readonly Packet[]) => void): Attendance {
    const change = (userId: number, apply: (person: Person) => void) => {
      if (!this.#listeners.has(instance)) return Promise.reject(new Unavailable("this instance has left"));
      const person = this.#person(userId);
      apply(person);
      person.version = Math.max(person.version + 1, this.#clock.now());
      return Promise.resolve(this.#standing(person));
    };
    return {
      note: (userId, id, attending) =>
        change(userId, ({ connections }) => {
          if (attending) connections.set(id, { instance, attending });
          else connections.delete(id);
        }),
      engage: (userId, next) =>
        change(userId, (person) => {
          const now = person.engagement;
          const isOlder = now && (next.initiatedAt < now.initiatedAt ||
            (next.callId === now.callId && next.version < now.version));
          if (!isOlder) person.engagement = next;
        }),
      standings: (userIds) =>
        Promise.resolve(new Map(userIds.map((id) => [id, this.#standing(this.#person(id))]))),
      tell: (userId, version, status, packets) => {
        const person = this.#person(userId);
        if (person.version !== version) return Promise.resolve(false);
        person.told = status;
        publish(packets);
        return Promise.resolve(true);
      },
      reap: () => Promise.resolve([]),
    };
  }
}
