import { type Call, isAnswered, isOver } from "./core/call.ts";
import type { Engagement } from "./ports/attendance.ts";

/**
 * What a call is to the presence of each of its people: the caller is in it from the start, the callee once answered. An attempt
 * that found somebody busy was never anybody's call, and must not hide the one they are in.
 */
export function engagementsOf(call: Call): { userId: number; engagement: Engagement }[] {
  const { callId, initiatedAt, version } = call;
  if (call.endReason === "busy" && call.ringingAt === null) return [];
  return call.participants.map(({ userId }) => {
    const isIn = !isOver(call) && (isAnswered(call) || userId === call.callerId);
    return { userId, engagement: { callId, initiatedAt, version, isIn } };
  });
}
