import type { KnownCall } from "../support/visit_log.ts";
import { ApiDoor } from "./api_door.ts";
import { answerCall } from "./call_script.ts";
import { Device } from "./device.ts";
import { PASSWORD, type SeededPerson } from "./seed_people.ts";
import type { VisitRecorder } from "./visit_recorder.ts";

export interface PersonOptions {
  seeded: SeededPerson;
  deviceCount: number;
  origins: readonly string[];
  recorder: VisitRecorder;
  chance(): number;
  /** Aborted when nothing new is to be begun. */
  stop: AbortSignal;
}

/** Somebody with their devices, each of which begins at another server. */
export class Person {
  readonly userId: number;
  readonly conversations: readonly string[];
  readonly door: ApiDoor;
  readonly devices: Device[];
  /** Whether they have stayed. */
  isHere = true;
  readonly #decided = new Set<string>();
  readonly #answering = new Set<Promise<void>>();
  readonly #options: PersonOptions;

  constructor(options: PersonOptions) {
    this.#options = options;
    const { seeded, deviceCount, origins, recorder, chance } = options;
    const { userId, email, token, conversations } = seeded;
    this.userId = userId;
    this.conversations = conversations;
    this.door = new ApiDoor({ origins, email, password: PASSWORD, token, chance });
    const first = Math.floor(chance() * origins.length);
    this.devices = Array.from({ length: deviceCount }, (_, index) =>
      new Device({
        userId,
        origins,
        first: first + index,
        door: this.door,
        usesTickets: chance() < 0.5,
        recorder,
        chance,
        callChanged: (device, call) => this.#callChanged(device, call),
      }));
  }

  /** Whether every device has a socket and all of its messages. */
  get isWhole(): boolean {
    return this.devices.every((one) => one.isUp && one.views.isWhole);
  }

  /** Resolves when no call is being answered any more. */
  async answered(): Promise<void> {
    await Promise.all(this.#answering);
  }

  async leave(): Promise<void> {
    this.isHere = false;
    await Promise.all(this.devices.map((one) => one.leave()));
  }

  /** Decides once about each call that rings, whichever device rings first. */
  #callChanged(device: Device, { callId, calleeId, callerId }: KnownCall): void {
    if (calleeId !== this.userId || !device.calls.isRinging(callId) || this.#decided.has(callId)) return;
    this.#decided.add(callId);
    const { recorder, chance, stop } = this.#options;
    const answering = answerCall({ person: this, callId, callerId, recorder, chance, stop });
    this.#answering.add(answering);
    answering.finally(() => this.#answering.delete(answering));
  }
}
