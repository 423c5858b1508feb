import type { PushLanguage } from "../core/push_payload.ts";
import type { Actor } from "./people.ts";

/** Where a browser's messages go, and the keys that they are encrypted for (RFC 8291 §3.1). */
export interface PushTarget {
  endpoint: string;
  /** Uncompressed point of P-256, 65 bytes. */
  p256dh: Uint8Array<ArrayBuffer>;
  /** 16 bytes. */
  auth: Uint8Array<ArrayBuffer>;
}

/** A device that wants to be told while no page of it is open. */
export interface PushSubscription {
  subscriptionId: string;
  userId: number;
  sessionId: string;
  target: PushTarget;
  language: PushLanguage;
  /** Whether its person does not want to be disturbed there. */
  quiet: boolean;
  createdAtMs: number;
}

/** How a push service has answered: to be told of later ones too, not any more, or something was wrong. */
export type PushResult = "accepted" | "gone" | "failed";

/** Subscriptions of sessions that run. Every change that somebody asked for writes its audit row. */
export interface PushSubscriptions {
  /**
   * Adds it, or renews that of the same address under its old id; undefined where its session has ended meanwhile. Beyond
   * `most` of a person the oldest leave.
   */
  keep(subscription: PushSubscription, most: number, actor: Actor): Promise<PushSubscription | undefined>;
  remove(subscriptionId: string, actor: Actor): Promise<boolean>;
  /** Those of somebody's running sessions. */
  of(userId: number, nowMs: number): Promise<PushSubscription[]>;
  /** Notes that these are told to ring for a call. */
  noteRing(callId: string, subscriptionIds: readonly string[]): Promise<void>;
  /** The ids of those that were told to ring for this call and have not heard of its end; they are heard of once. */
  takeRung(callId: string, userId: number): Promise<string[]>;
  /** Notes an answer; one that is gone, or has failed `failuresMax` times in a row, is removed. */
  noteResult(subscriptionId: string, result: PushResult, nowMs: number, failuresMax: number): Promise<void>;
}

/** The key pair by which push services know this clinic (RFC 8292). */
export interface VapidKey {
  /** Uncompressed point of P-256, 65 bytes. */
  publicKey: Uint8Array<ArrayBuffer>;
  privateKey: CryptoKey;
}

export interface VapidKeys {
  /** The clinic's pair, the same on all instances; made at the first time. */
  current(): Promise<VapidKey>;
}

/** Calls that somebody has not answered, until they look at the history. */
export interface MissedCalls {
  count(userId: number): Promise<number>;
  /** Everything up to now is seen. */
  see(userId: number, nowMs: number): Promise<void>;
}
