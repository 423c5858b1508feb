import type { QualityMetricsObject } from "../core/objects.ts";
import type { Trail } from "./trail.ts";

/** One sample to be kept; times in milliseconds since the epoch. */
export interface NewSample extends Omit<QualityMetricsObject, "call_id" | "user_id" | "timestamp"> {
  at: number;
  /**
   * Whether its sender gave the time, which names it then: the same participant's sample of the same moment is the same
   * one. Else it is put into the next free millisecond.
   */
  isTimed: boolean;
  /** Names it too, where its sender gave no time. */
  clientId: string | null;
}

/** Which samples of a call are asked for; `after` in milliseconds since the epoch, exclusive. */
export interface SampleQuery {
  userId?: number;
  after?: number;
  limit: number;
}

/** What the devices of a call have measured. */
export interface QualityStore {
  /**
   * Keeps samples of one participant and gives them as they are kept, in the order given; of one that was there already,
   * that one. Late ones, of a call that is over, renew its summary in the same transaction. The audit log gets one row for
   * each participant of a call, with the first sample.
   */
  add(
    callId: string,
    userId: number,
    samples: readonly NewSample[],
    trail: Trail,
  ): Promise<QualityMetricsObject[]>;
  /** Samples in order of time, those of one moment never apart; `more` when there are later ones. */
  list(callId: string, query: SampleQuery): Promise<{ metrics: QualityMetricsObject[]; more: boolean }>;
}
