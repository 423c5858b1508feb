import type { Identity } from "../../realtime/core/identity.ts";
import { drain } from "../../realtime/drain.ts";
import { attachSocket } from "../../realtime/live_sockets.ts";
import { type LiveSystem, makeLiveSystem, type Parts } from "../../realtime/live_system.ts";
import type { AppointmentStore } from "../../realtime/ports/appointment_store.ts";
import type { InvitationStore } from "../../realtime/ports/invitation_store.ts";
import type { WaitingStore } from "../../realtime/ports/waiting_store.ts";
import { FaultyBus } from "./bus/faulty_bus.ts";
import type { BusNetwork } from "./bus/bus_network.ts";
import type { Chance } from "./chance.ts";
import type { Journal } from "./journal.ts";
import type { Plant } from "./plant.ts";
import { LIMITS } from "./profile.ts";
import type { SocketPair } from "./socket_pair.ts";
import { calls } from "./store/calls.ts";
import { conversations } from "./store/conversations.ts";
import { type Database, DatabaseSession } from "./store/database.ts";
import { directory, factLog, headsOf, presenceStore } from "./store/people.ts";
import type { VirtualTime } from "./virtual_time.ts";

/** Over how long sockets are closed before a restart, in milliseconds. */
const DRAIN_MS = 500;

export interface InstanceTools {
  time: VirtualTime;
  chance: Chance;
  journal: Journal;
  database: Database;
  network: BusNetwork;
  plant: Plant;
}

/** One server process: the real live system over simulated surroundings. It may die at any moment. */
export class Instance {
  readonly name: string;
  readonly live: LiveSystem;
  /** How far its clock is off, in milliseconds. */
  clockError: number;
  readonly errors: unknown[] = [];
  readonly #tools: InstanceTools;
  readonly #session: DatabaseSession;
  readonly #bus: FaultyBus;
  readonly #pairs = new Set<SocketPair>();
  #isAlive = true;
  #takesSockets = false;

  constructor(name: string, tools: InstanceTools, clockError: number) {
    this.name = name;
    this.clockError = clockError;
    this.#tools = tools;
    this.#session = new DatabaseSession(tools.database, name, () => this.#uncertain());
    this.#bus = new FaultyBus(tools.network, name);
    const parts = this.#parts();
    this.live = makeLiveSystem(tools.plant.parts?.(parts, this.#session) ?? parts);
    tools.plant.live?.(this.live);
    this.live.start().then(() => this.#takesSockets = true).catch((error) => this.#report(error));
  }

  get isAlive(): boolean {
    return this.#isAlive;
  }

  /** Whether it takes new sockets and requests. */
  get isOpen(): boolean {
    return this.#isAlive && this.#takesSockets;
  }

  /** Takes one end of a connection, as the route of sockets does after the upgrade. */
  accept(pair: SocketPair, who: Identity): void {
    this.#pairs.add(pair);
    pair.attach(attachSocket(this.live.sockets, who, {
      deviceType: "web",
      wire: pair.wire,
      leave: () => this.#pairs.delete(pair),
    }));
  }

  /** kill -9. */
  crash(): void {
    this.#isAlive = false;
    this.#session.break();
    this.#bus.break();
    for (const pair of this.#pairs) pair.serverDied();
    this.#pairs.clear();
  }

  /** SIGTERM: everything under way is finished first. */
  async drain(): Promise<void> {
    this.#takesSockets = false;
    await drain(this.live.hub, this.#parts().timers, DRAIN_MS);
    await this.live.close();
    await this.#bus[Symbol.asyncDispose]();
    this.#isAlive = false;
    this.#session.break();
  }

  #parts(): Parts {
    const { chance, time } = this.#tools;
    const session = this.#session;
    return {
      calls: calls(session),
      conversations: conversations(session),
      directory: directory(session),
      appointments: unused<AppointmentStore>(),
      invitations: unused<InvitationStore>(),
      waiting: NOBODY_WAITS,
      presence: presenceStore(session),
      heads: headsOf(session),
      facts: factLog(session),
      endedSessions: () => session.read(() => []),
      refusals: { record: () => Promise.resolve() },
      bus: this.#bus,
      clock: { now: () => Math.round(time.now() + this.clockError) },
      timers: { set: (run, ms) => time.set(() => this.#isAlive && run(), ms) },
      chance,
      limits: LIMITS,
      newId: () => chance.uuid(),
      iceServersFor: () => [],
      defer: (run) => void time.set(() => this.#isAlive && run(), 0),
      report: (error) => this.#report(error),
    };
  }

  #report(error: unknown): void {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    this.#tools.journal.note(`${this.name} reports ${text}`);
    if (!(error instanceof Error && error.name === "Unavailable")) this.errors.push(error);
  }

  #uncertain(): void {
    this.#tools.journal.note(`${this.name} is uncertain of a commit`);
    this.live.uncertain();
  }
}

/** Nobody enters the waiting room of a simulation; it is looked into all the same. */
const NOBODY_WAITS: WaitingStore = {
  queue: (doctorId) => Promise.resolve({ doctorId, version: 0, entries: [] }),
  ofAppointment: () => Promise.resolve([]),
  write: () => Promise.reject(new Error("nobody waits")),
  renew: () => Promise.resolve(),
  due: () => Promise.resolve([]),
};

/** What no event of a socket leads to. */
function unused<T extends object>(): T {
  return new Proxy({} as T, {
    get: (_, name) => () => Promise.reject(new Error(`${String(name)} is not simulated`)),
  });
}
