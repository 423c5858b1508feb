import { type EndReason, isOver, isUnanswered } from "../../realtime/core/call.ts";
import type { CallObject, IceServerObject } from "../../realtime/core/objects.ts";
import type { CallPhase } from "./call_snapshot.ts";

/** What this device knows of the call it follows, and what it means to do about it. */
export interface CallRecord {
  /** The call's id; `call` comes with the server's first word. */
  callId: string | null;
  /** Being placed or taken from here, and not answered by the server yet. */
  intent: "place" | "accept" | null;
  call: CallObject | null;
  ringUntil: number | null;
  polite: boolean | null;
  iceServers: readonly IceServerObject[];
  over: boolean;
  endReason: EndReason | null;
  answeredElsewhere: boolean;
}

export const NO_CALL: CallRecord = {
  callId: null,
  intent: null,
  call: null,
  ringUntil: null,
  polite: null,
  iceServers: [],
  over: false,
  endReason: null,
  answeredElsewhere: false,
};

/** What comes along with a call in some messages. */
export interface CallNews {
  ring_until?: string;
  polite?: boolean;
  ice_servers?: readonly IceServerObject[];
}

/** The record after the server has shown the call; an older version than the known one changes nothing of it. */
export function learn(record: CallRecord, call: CallObject, news: CallNews = {}): CallRecord {
  const newest = record.call && record.call.version > call.version ? record.call : call;
  const ended = isOver(newest);
  return {
    ...record,
    callId: call.call_id,
    call: newest,
    ringUntil: news.ring_until === undefined ? record.ringUntil : Date.parse(news.ring_until),
    polite: news.polite ?? record.polite,
    iceServers: news.ice_servers ?? record.iceServers,
    over: record.over || ended,
    endReason: ended ? newest.end_reason : record.endReason,
  };
}

/** The phase for `userId`; `isUp` says whether this device's connection to the peer stands. */
export function phaseOf(record: CallRecord, userId: number, isUp: boolean): CallPhase {
  const { call, intent } = record;
  if (record.over) return "over";
  if (record.answeredElsewhere) return "idle";
  if (intent === "accept") return "connecting";
  if (!call) return intent === "place" ? "outgoing" : "idle";
  if (isUnanswered(call)) return call.caller_id === userId ? "outgoing" : "incoming";
  if (call.status !== "connected") return "connecting";
  return isUp ? "connected" : "reconnecting";
}

/** Seconds of connected time at `serverNow`. */
export function secondsOf({ call }: CallRecord, serverNow: number): number {
  if (!call) return 0;
  if (isOver(call) || call.connected_at === null) return call.duration;
  return Math.max(0, Math.floor((serverNow - Date.parse(call.connected_at)) / 1_000));
}
