import type { VisitLog } from "../support/visit_log.ts";
import { placeCall } from "./call_script.ts";
import { pause } from "./pauses.ts";
import { Person } from "./person.ts";
import type { SeededAppointment, SeededClinic } from "./seed_people.ts";
import type { VisitRecorder } from "./visit_recorder.ts";
import { writeMessages } from "./writing_script.ts";

/** Share of people with two devices. */
const TWO_DEVICES = 0.25;
const THINK_MS = 2_000;
const BETWEEN_CALLS_MS = 8_000;
/** Share of calls that both sides place at once, and of those to the doctor of somebody else. */
const BOTH_AT_ONCE = 0.15;
const TO_OTHERS = 0.2;
/** Share of people who have left before the final read. */
const LEAVING = 0.25;
const LOOK_MS = 200;

export interface CrowdOptions {
  clinic: SeededClinic;
  origins: readonly string[];
  recorder: VisitRecorder;
  chance(): number;
}

/** All people of a run and what they do; disposing makes everybody leave. */
export class Crowd implements AsyncDisposable {
  readonly people: ReadonlyMap<number, Person>;
  readonly #options: CrowdOptions;
  readonly #stop = new AbortController();
  #doing: Promise<void>[] = [];

  constructor(options: CrowdOptions) {
    this.#options = options;
    const { clinic, origins, recorder, chance } = options;
    const everybody = clinic.pairs.flatMap(({ patient, doctor }) => [patient, doctor]);
    this.people = new Map(everybody.map((seeded) => [
      seeded.userId,
      new Person({
        seeded,
        deviceCount: chance() < TWO_DEVICES ? 2 : 1,
        origins,
        recorder,
        chance,
        stop: this.#stop.signal,
      }),
    ]));
  }

  get deviceCount(): number {
    return this.#all().reduce((sum, one) => sum + one.devices.length, 0);
  }

  /** How many are connected and what was done until now, in words. */
  get standing(): string {
    const devices = this.#all().flatMap((one) => one.devices);
    const up = devices.filter((one) => one.isUp).length;
    const waiting = devices.reduce((sum, one) => sum + one.commands.size, 0);
    const stored = this.#options.recorder.sent.filter((one) => one.acknowledged).length;
    return `${up} of ${devices.length} connected, ${stored} messages acknowledged, ${waiting} commands wait`;
  }

  /** Resolves when everybody who has not left is connected and has all messages, or with false after `ms`. */
  async untilWhole(ms: number): Promise<boolean> {
    const end = Date.now() + ms;
    while (Date.now() < end) {
      if (this.#all().every((one) => !one.isHere || one.isWhole)) return true;
      await pause(LOOK_MS);
    }
    return false;
  }

  /** Everybody begins to write and to call. */
  begin(): void {
    const { recorder, chance } = this.#options;
    const stop = this.#stop.signal;
    const writing = this.#all().flatMap((person) =>
      person.devices.map((device) =>
        writeMessages({ person, device, recorder, thinkMs: THINK_MS, chance, stop })
      )
    );
    const calling = this.#options.clinic.pairs.map(({ patient }) => this.#callNowAndThen(patient.userId));
    this.#doing = [...writing, ...calling];
  }

  /** Nothing new is begun; resolves when all that was begun is done. */
  async finish(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#doing);
    await Promise.all(this.#all().map((one) => one.answered()));
  }

  /** Some people leave with all of their devices. */
  async someLeave(): Promise<void> {
    const leaving = this.#all().filter(() => this.#options.chance() < LEAVING);
    await Promise.all(leaving.map((one) => one.leave()));
  }

  /** What everybody saw and did until now. */
  log(): VisitLog {
    const { clinic, recorder } = this.#options;
    const devices = this.#all().flatMap((one) => one.devices.map((device) => ({ person: one, device })));
    return recorder.log({
      conversations: clinic.conversations,
      appointments: clinic.appointments.map((one) => ({ people: [one.patientId, one.doctorId] })),
      people: this.#all().map(({ userId, devices, isHere }) => ({
        userId,
        deviceIds: devices.map((one) => one.id),
        isHere,
      })),
      callsKnown: devices.flatMap(({ device }) =>
        device.calls.known.map((call) => ({ deviceId: device.id, call }))
      ),
      presenceKnown: devices.filter(({ person }) => person.isHere).flatMap(({ device }) =>
        [...device.presence].map(([userId, status]) => ({ deviceId: device.id, userId, status }))
      ),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#all().map((one) => one.leave()));
  }

  #all(): Person[] {
    return [...this.people.values()];
  }

  async #callNowAndThen(patientId: number): Promise<void> {
    const { clinic, chance } = this.#options;
    const stop = this.#stop.signal;
    const own = clinic.appointments.filter((one) => one.patientId === patientId);
    while (true) {
      await pause(2 * BETWEEN_CALLS_MS * chance(), stop);
      const appointment = own[chance() < TO_OTHERS ? own.length - 1 : 0];
      if (stop.aborted || !appointment) return;
      const both = chance() < BOTH_AT_ONCE;
      const fromPatient = both || chance() < 0.5;
      await Promise.all([
        ...(fromPatient ? [this.#place(appointment, appointment.patientId)] : []),
        ...(both || !fromPatient ? [this.#place(appointment, appointment.doctorId)] : []),
      ]);
    }
  }

  async #place(appointment: SeededAppointment, callerId: number): Promise<void> {
    const caller = this.people.get(callerId);
    const { patientId, doctorId } = appointment;
    const calleeId = callerId === patientId ? doctorId : patientId;
    const { chance } = this.#options;
    if (caller) await placeCall({ caller, calleeId, appointment, chance, stop: this.#stop.signal });
  }
}
