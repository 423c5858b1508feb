import type { Call } from "../core/call.ts";
import type { Trail } from "./trail.ts";

/** What became of an attempt to place a call. */
export type Placed =
  | { kind: "placed"; call: Call }
  /** The same client id was used before: that call as it is now. */
  | { kind: "repeated"; call: Call }
  /** One of the two has a live call; the attempt is kept as ended. */
  | { kind: "busy"; call: Call }
  /** The appointment is cancelled or completed. */
  | { kind: "closed" }
  /** The caller has rung too often without an answer; nothing was kept. */
  | { kind: "too_many"; retryAt: number };

/** How often one person may ring without an answer, looking back from each call; busy ones rang nowhere. */
export interface RingLimits {
  windowMs: number;
  /** Calls to the same person, since the last one that was answered. */
  perPairMax: number;
  /** Calls to anybody. */
  perCallerMax: number;
}

/** Calls as the database knows them. Every change writes its audit row in the same transaction. */
export interface CallStore {
  /**
   * Writes a new call unless one of the two is in a live call; `whenBusy` is what is kept then. A client id that was used
   * before is found first, so that repeating a command is never too much.
   */
  place(
    call: Call,
    whenBusy: Call,
    clientId: string | null,
    trail: Trail,
    rings: RingLimits,
  ): Promise<Placed>;
  find(callId: string): Promise<Call | undefined>;
  liveCallOf(userId: number): Promise<Call | undefined>;
  /** The live calls of any of these, each once. */
  liveCallsOf(userIds: readonly number[]): Promise<Call[]>;
  /** Replaces `from` by `to`; false when somebody else changed the call first (compare-and-set on `version`). */
  move(from: Call, to: Call, trail: Trail): Promise<boolean>;
  /** Ties a participant to a device, once: false when another device has the place. */
  claimDevice(callId: string, userId: number, from: string | null, to: string): Promise<boolean>;
  /**
   * Moves up to `limit` calls whose deadline has passed at `now`, skipping those that another instance is working on.
   * `decide` gives the call after it, or undefined to leave it.
   */
  sweep(
    now: number,
    limit: number,
    decide: (call: Call) => Call | undefined,
  ): Promise<{ from: Call; to: Call }[]>;
  /**
   * Notes that deadlines are being watched at `now`. When nobody did for more than `gapMs`, nobody could hear the
   * participants either: answered calls get at least until `graceUntil`.
   */
  keepWatch(now: number, gapMs: number, graceUntil: number): Promise<void>;
}
