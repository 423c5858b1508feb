import { openDirect } from "../../db/conversation_store.ts";
import { type Database, openDatabase } from "../../db/database.ts";
import { type Keyring, openKeyring } from "../../db/keyring.ts";
import { openStores } from "../../db/stores.ts";
import { MemoryNetwork } from "../../realtime/bus_memory.ts";
import type { CallLimits } from "../../realtime/core/call_machine.ts";
import type { ClientEvent, ClientInput } from "../../realtime/core/client_events.ts";
import type { Identity, Role } from "../../realtime/core/identity.ts";
import type { ReplyData } from "../../realtime/core/replies.ts";
import type { ServerData, ServerEvent } from "../../realtime/core/server_events.ts";
import { attachSocket } from "../../realtime/live_sockets.ts";
import { type LiveSystem, makeLiveSystem, type Parts } from "../../realtime/live_system.ts";
import type { Bus } from "../../realtime/ports/bus.ts";
import { testDatabase } from "./test_database.ts";

const clock = { now: () => Date.now() };
export const KEY = "0123456789abcdef0123456789abcdef";
export const LIMITS: CallLimits = {
  ringMs: 60_000,
  connectMs: 30_000,
  mediaLeaseMs: 30_000,
  maxDurationMs: 3_600_000,
};
const WAIT_MS = 5_000;

export interface Person {
  id: number;
  name: string;
  role: Role;
}

/** A clinic on a real database with sockets that exist in memory only; disposing closes and drops everything. */
export interface LiveClinic extends AsyncDisposable {
  db: Database;
  live: LiveSystem;
  patient: Person;
  doctor: Person;
  /** With no appointment with either. */
  stranger: Person;
  appointmentId: number;
  conversationId: string;
  errors: unknown[];
  /** Another process on the same database, with sockets of its own. */
  instance(limits?: CallLimits): LiveSystem;
  /**
   * Another process that is known by its name to bus and database, and looks after everything. Its parts may be changed. Without
   * a bus it is alone on one.
   */
  peer(
    options?: { bus?: Bus; change?: (parts: Parts, live: () => LiveSystem) => Parts },
  ): Promise<LiveSystem>;
  /** Opens a socket; resolves once it has its `sync`. */
  open(person: Person, deviceId?: string, live?: LiveSystem): Promise<Device>;
}

export interface LiveClinicOptions {
  limits?: Partial<CallLimits>;
}

/** Makes a clinic of a patient, a doctor and a stranger. */
export async function liveClinic({ limits = {} }: LiveClinicOptions = {}): Promise<LiveClinic> {
  await using opening = new AsyncDisposableStack();
  const { db, address } = opening.use(await testDatabase());
  const errors: unknown[] = [];
  const keyring = await openKeyring(KEY, clock);
  const instances = new AsyncDisposableStack();
  opening.use(instances);
  const instance = (own: CallLimits = { ...LIMITS, ...limits }) => {
    const live = makeLiveSystem({ ...partsOf(db, keyring, errors), limits: own });
    instances.defer(() => live.close());
    return live;
  };
  const peer: LiveClinic["peer"] = async ({ bus = aloneOnABus(), change } = {}) => {
    const uncertain = () => made.uncertain();
    const own = instances.use(openDatabase(address, { instance: bus.instance, uncertain, poolSize: 4 }));
    const parts: Parts = { ...partsOf(own, keyring, errors), limits: { ...LIMITS, ...limits }, bus };
    const made: LiveSystem = makeLiveSystem(change?.(parts, () => made) ?? parts);
    instances.defer(() => made.close());
    await made.start();
    return made;
  };
  const live = instance();
  const patient = await addPerson(db, "Pat Patient", "patient");
  const doctor = await addPerson(db, "Dr. Dana Doctor", "doctor");
  const stranger = await addPerson(db, "Sam Stranger", "patient");
  const appointmentId = await addAppointment(db, patient, doctor);
  const { conversationId } = await db.transaction((sql) =>
    openDirect(sql, crypto.randomUUID(), [patient.id, doctor.id], {
      actorId: null,
      sessionId: null,
      action: "seed",
    })
  );
  const stack = opening.move();
  return {
    db,
    live,
    patient,
    doctor,
    stranger,
    appointmentId,
    conversationId,
    errors,
    instance,
    peer,
    open: (person, deviceId = crypto.randomUUID(), on = live) => Device.open(on, person, deviceId),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

function partsOf(db: Database, keyring: Keyring, errors: unknown[]) {
  return {
    ...openStores(db, { keyring, clock }),
    // Devices of tests sign in nowhere, so they have no sessions that could end.
    endedSessions: () => Promise.resolve([]),
    bus: aloneOnABus(),
    clock,
    timers: {
      set(run: () => void, ms: number) {
        const timer = setTimeout(run, ms);
        return () => clearTimeout(timer);
      },
    },
    chance: {
      uuid: () => crypto.randomUUID(),
      bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
    },
    newId: () => crypto.randomUUID(),
    iceServersFor: () => [{ urls: "stun:127.0.0.1:3478" }],
    defer: queueMicrotask,
    report: (error: unknown) => errors.push(error),
  };
}

/** What others on the same database do comes by the database only. */
function aloneOnABus(): Bus {
  return new MemoryNetwork({ clock }).join(`instance-${crypto.randomUUID()}`);
}

/** Adds somebody who can't sign in. */
export async function addPerson(db: Database, name: string, role: Role): Promise<Person> {
  const email = `${crypto.randomUUID()}@example.test`;
  const [row] = await db.write((sql) =>
    sql<
      { id: number }[]
    >`insert into users (email, name, role) values (${email}, ${name}, ${role}) returning id`
  );
  return { id: row?.id ?? 0, name, role };
}

/** Adds an appointment that is open now. */
export async function addAppointment(db: Database, patient: Person, doctor: Person): Promise<number> {
  const [row] = await db.write((sql) =>
    sql<{ id: number }[]>`
      insert into appointments (patient_id, doctor_id, starts_at, ends_at)
      values (${patient.id}, ${doctor.id}, now(), now() + interval '1 hour') returning id`
  );
  return row?.id ?? 0;
}

type Received = { [E in ServerEvent]: { event: E; data: ServerData<E> } }[ServerEvent];
type Failure = { code: string; message: string };

/** A client of the real socket code, without a network in between. */
export class Device implements Disposable {
  readonly id: string;
  readonly received: Received[] = [];
  closed: { code: number; reason: string } | undefined;
  readonly who: Identity;
  #receive: (text: string) => void = () => {};
  #leave: () => void = () => {};
  #replies = new Map<number, (reply: { data?: unknown; error?: Failure }) => void>();
  #waiting = new Set<() => void>();
  #refs = 0;

  private constructor(person: Person, deviceId: string) {
    this.id = deviceId;
    this.who = {
      userId: person.id,
      role: person.role,
      name: person.name,
      sessionId: crypto.randomUUID(),
      deviceId,
    };
  }

  static async open(live: LiveSystem, person: Person, deviceId: string): Promise<Device> {
    const device = new Device(person, deviceId);
    const wire = {
      bufferedAmount: 0,
      readyState: 1,
      send: (text: string) => device.#take(text),
      close: (code: number, reason: string) => {
        device.closed = { code, reason };
        device.#leave();
      },
    };
    const attached = attachSocket(live.sockets, device.who, { deviceType: "web", wire });
    device.#receive = attached.receive;
    device.#leave = attached.closed;
    await device.next("sync");
    return device;
  }

  /** Sends a command and gives its reply's data; throws with the code of an error reply. */
  async ask<E extends ClientEvent>(event: E, data: ClientInput<E>): Promise<ReplyData<E>> {
    const reply = await this.try(event, data);
    if ("error" in reply) throw new Error(`${event}: ${reply.error.code} ${reply.error.message}`);
    return reply.data;
  }

  /** Sends a command and gives its reply, whichever it is. */
  async try<E extends ClientEvent>(
    event: E,
    data: ClientInput<E>,
  ): Promise<{ data: ReplyData<E> } | { error: Failure }> {
    const ref = ++this.#refs;
    const { promise, resolve } = Promise.withResolvers<{ data?: unknown; error?: Failure }>();
    this.#replies.set(ref, resolve);
    this.sendText(JSON.stringify({ event, data, ref }));
    return await promise as { data: ReplyData<E> } | { error: Failure };
  }

  /** Sends a frame as it is. */
  sendText(text: string): void {
    this.#receive(text);
  }

  /** The first event of this name since the last `clear`, waiting for it if need be. */
  async next<E extends ServerEvent>(
    event: E,
    fits: (data: ServerData<E>) => boolean = () => true,
  ): Promise<ServerData<E>> {
    const until = Date.now() + WAIT_MS;
    while (true) {
      const found = this.all(event).find(fits);
      if (found) return found;
      if (Date.now() > until) throw new Error(`no ${event} came; there were: ${this.names().join(", ")}`);
      await this.#change(until - Date.now());
    }
  }

  /** Everything of this name since the last `clear`. */
  all<E extends ServerEvent>(event: E): ServerData<E>[] {
    return this.received.filter((one) => one.event === event).map((one) => one.data as ServerData<E>);
  }

  names(): string[] {
    return this.received.map((one) => one.event);
  }

  clear(): void {
    this.received.length = 0;
  }

  [Symbol.dispose](): void {
    this.#leave();
  }

  #take(text: string): void {
    const frame = JSON.parse(text);
    for (const one of Array.isArray(frame) ? frame : [frame]) {
      if (one.event === "reply") this.#replies.get(one.ref)?.(one);
      else this.received.push(one);
    }
    for (const wake of this.#waiting) wake();
  }

  async #change(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, Math.max(1, ms));
    this.#waiting.add(resolve);
    await promise;
    this.#waiting.delete(resolve);
    clearTimeout(timer);
  }
}
