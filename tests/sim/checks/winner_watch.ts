import type { Device } from "../clients/device.ts";
import { Violation } from "../journal.ts";
import type { World } from "../world.ts";

/** Which devices were told that they had answered a call. */
export class WinnerWatch {
  readonly #world: World;
  readonly #winners = new Map<string, string>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Calls that were answered. */
  get count(): number {
    return this.#winners.size;
  }

  won(callId: string, device: Device): void {
    this.#world.journal.note(`${device.label} answered ${callId}`);
    const earlier = this.#winners.get(callId);
    const { deviceId, userId } = device.who;
    const call = this.#world.database.tables.calls.get(callId);
    const stored = call?.participants.find((one) => one.userId === userId)?.deviceId;
    if ((earlier !== undefined && earlier !== deviceId) || stored !== deviceId) {
      throw new Violation(
        "one winner",
        callId,
        `${device.label} won a call that another device had answered`,
      );
    }
    this.#winners.set(callId, deviceId);
  }
}
