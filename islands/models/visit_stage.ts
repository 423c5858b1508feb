/// <reference lib="dom" />
import { isOver, isUnanswered } from "../../realtime/core/call.ts";
import type { CallObject } from "../../realtime/core/objects.ts";
import type { CallPhase } from "../lib/call_snapshot.ts";
import type { LiveCall } from "./live_call.ts";

/** What a person sees of a visit. */
export type VisitStage =
  /** It rings here, and nothing has been decided. */
  | "incoming"
  /** Taken here, but the camera or microphone has to be asked for first. */
  | "asking"
  /** Taken here: the devices start, the server is being told. */
  | "answering"
  | "outgoing"
  | "connecting"
  | "connected"
  | "reconnecting"
  /** It goes on, on another device of the same person. */
  | "elsewhere"
  | "over";

export interface VisitStageInput {
  /** The newest known version. */
  call: CallObject;
  me: number;
  phase: CallPhase;
  answeredElsewhere: boolean;
  /** What the socket says; null when it knows of no live call or has not spoken yet. */
  live: LiveCall | null;
  /** How far the person has gone in taking the call. */
  answer: "none" | "asking" | "answering";
}

/** Decides what is shown from what is known; before the socket speaks, the page's own copy of the call counts. */
export function visitStage(
  { call, me, phase, answeredElsewhere, live, answer }: VisitStageInput,
): VisitStage {
  if (isOver(call)) return "over";
  if (answeredElsewhere) return "elsewhere";
  if (phase === "over") return "over";
  if (phase !== "idle" && phase !== "incoming") return phase;
  const mine = call.caller_id === me;
  const elsewhere = live?.call.call_id === call.call_id && !live.here;
  if (elsewhere && (mine || !isUnanswered(call))) return "elsewhere";
  if (!isUnanswered(call)) return "connecting";
  if (mine) return "outgoing";
  return answer === "none" ? "incoming" : answer;
}

/** Whether the devices are in use or about to be. */
export function isUnderWay(stage: VisitStage): boolean {
  return stage === "connecting" || stage === "connected" || stage === "reconnecting";
}
