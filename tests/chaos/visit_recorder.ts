import type { Answer, Arrival, Ring, SentMessage, ShownMessage, VisitLog } from "../support/visit_log.ts";

import type { CommandRecord } from "./command_box.ts";

/** Collects what all clients see and do. */
export class VisitRecorder {
  readonly sent: SentMessage[] = [];
  readonly shown: ShownMessage[] = [];
  readonly rings: Ring[] = [];
  readonly answers: Answer[] = [];
  /** Things that the contract does not allow, in words. */
  readonly oddities: string[] = [];
  /** From the loss of a socket to the next `sync`, in milliseconds. */
  readonly outagesMs: number[] = [];
  readonly commands: CommandRecord[] = [];
  /** Messages that a device had to fetch, after a gap or a `sync`. */
  readonly fetched = new Set<string>();
  /** Pushes of messages that a device had already. */
  repeatedPushes = 0;
  /** Pushes that came before an earlier message. */
  jumps = 0;
  readonly #arrivals = new Map<string, Arrival>();

  arrived(arrival: Arrival): void {
    this.#arrivals.set(`${arrival.deviceId} ${arrival.about} ${arrival.id}`, arrival);
  }

  /** Everything so far, with what is known of people and devices in the end. */
  log(
    rest: Pick<VisitLog, "people" | "conversations" | "appointments" | "callsKnown" | "presenceKnown">,
  ): VisitLog {
    const { sent, shown, rings, answers } = this;
    return { ...rest, sent, shown, rings, answers, arrivals: [...this.#arrivals.values()] };
  }
}
