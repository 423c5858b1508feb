import type { PresenceStatus } from "../../realtime/core/fields.ts";
import type { Role } from "../../realtime/core/identity.ts";
import type { Device } from "./clients/device.ts";
import type { Page } from "./clients/page.ts";
import type { World } from "./world.ts";

/** Messages that are written at once, on average. */
const BURST_MEAN = 1.4;
/** Mostly reachable: who is not to be disturbed is not rung. */
const SAID: readonly PresenceStatus[] = [
  "online",
  "online",
  "away",
  "away",
  "idle",
  "idle",
  "do_not_disturb",
];

/** Makes the clinic's people, appointments, conversations and devices. */
export function populate(world: World): void {
  const { profile, chances, database } = world;
  const { tables } = database;
  const chance = chances.people;
  const person = (id: number, role: Role) => void tables.users.set(id, { id, name: `${role} ${id}`, role });
  const doctors = Array.from({ length: profile.doctors }, (_, index) => index + 1);
  const patients = Array.from({ length: profile.patients }, (_, index) => 100 + index);
  for (const id of doctors) person(id, "doctor");
  for (const id of patients) person(id, "patient");
  const converse = (participants: number[], groupName: string | null) => {
    const positions = new Map(participants.map((id) => [id, { delivered: 0, read: 0 }]));
    const id = chance.uuid();
    tables.conversations.set(id, { id, groupName, participants, messages: [], positions });
  };
  let appointment = 0;
  for (const patientId of patients) {
    const doctorId = chance.pick(doctors);
    const id = ++appointment;
    tables.appointments.set(id, { id, patientId, doctorId, status: "scheduled" });
    converse([doctorId, patientId], null);
  }
  for (let group = 0; group < profile.groups; group++) {
    converse([...doctors, ...patients].filter(() => chance.happens(0.6)).concat(999), `group ${group}`);
  }
  person(999, "doctor");
  for (const { id, name, role } of tables.users.values()) {
    const tabs = chance.whole(1, profile.tabsMax);
    const sessions = [chance.uuid(), chance.uuid()];
    for (let tab = 0; tab < tabs; tab++) {
      const sessionId = sessions[tab % 2]!;
      world.addDevice({ userId: id, name, role, sessionId, deviceId: chance.uuid() }, `user${id}.${tab}`);
    }
  }
}

/** People who write, call, answer, hang up, look at their messages and look away. */
export class Workload {
  readonly #world: World;
  #isOver = false;

  constructor(world: World) {
    this.#world = world;
    world.onRing((page, callId) => this.#answer(page, callId));
  }

  start(): void {
    const { profile } = this.#world;
    for (const device of this.#world.devices) device.open();
    this.#every((profile.workMs / profile.messages) * BURST_MEAN, () => this.#write());
    this.#every(profile.callMeanMs, () => this.#call());
    this.#every(4_000, () => this.#look());
    this.#every(5_000, () => this.#say());
    this.#every(1_000, () => this.#hangUp());
  }

  stop(): void {
    this.#isOver = true;
  }

  #every(meanMs: number, act: () => void): void {
    const { time, chances } = this.#world;
    time.set(() => {
      if (this.#isOver) return;
      act();
      this.#every(meanMs, act);
    }, chances.workload.wait(meanMs));
  }

  #loaded(): Page[] {
    return this.#world.devices.flatMap(({ page }) => page?.isLoaded ? [page] : []);
  }

  #write(): void {
    const { workload } = this.#world.chances;
    const pages = this.#loaded();
    if (pages.length === 0) return;
    const page = workload.pick(pages);
    const all = [...page.chats.keys()];
    if (all.length === 0) return;
    const burst = workload.happens(0.1) ? workload.whole(2, 8) : 1;
    const conversation = workload.pick(all);
    for (let one = 0; one < burst; one++) {
      const body = `${page.device.label} ${page.device.written.length + 1}`;
      page.write(conversation, body);
    }
  }

  #call(): void {
    const { workload } = this.#world.chances;
    const pages = this.#loaded();
    const appointment = workload.pick([...this.#world.database.tables.appointments.values()]);
    const callerId = workload.happens(0.7) ? appointment.doctorId : appointment.patientId;
    const calleeId = callerId === appointment.doctorId ? appointment.patientId : appointment.doctorId;
    const own = pages.filter((one) => one.device.who.userId === callerId && one.seat.callId === null);
    if (own.length > 0) workload.pick(own).seat.place(calleeId, appointment.id);
  }

  #answer(page: Page, callId: string): void {
    const { time, chances: { workload } } = this.#world;
    const draw = workload.next();
    if (draw > 0.9) return;
    const wait = workload.happens(0.3) ? 1_000 : workload.between(300, 12_000);
    page.seat.hasMedia = workload.happens(0.85);
    time.set(() => {
      if (page.device.page !== page || page.bell?.ring.value?.call.call_id !== callId) return;
      if (draw < 0.75) page.seat.accept(callId);
      else page.bell.decline();
    }, wait);
  }

  #hangUp(): void {
    const { workload } = this.#world.chances;
    for (const { seat } of this.#loaded()) if (seat.isMine && workload.happens(0.04)) seat.end();
  }

  #look(): void {
    const { workload } = this.#world.chances;
    const pages = this.#loaded();
    if (pages.length === 0) return;
    const page = workload.pick(pages);
    page.attentive.value = !page.attentive.value;
  }

  #say(): void {
    const { workload } = this.#world.chances;
    const pages = this.#loaded();
    if (pages.length === 0) return;
    const page = workload.pick(pages);
    const status = workload.pick(SAID);
    const { label, who } = page.device;
    page.presence.say(status).then(() =>
      this.#world.journal.note(`${label} of user ${who.userId} says ${status}`)
    );
  }
}

/** Closes some tabs for good. */
export function closeSome(world: World): void {
  for (const device of world.devices as Device[]) if (world.chances.people.happens(0.25)) device.close();
}
