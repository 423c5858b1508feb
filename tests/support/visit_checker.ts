import { checkCalls } from "./check_calls.ts";
import { checkMessages, unanswered } from "./check_messages.ts";
import { checkPresence, checkStrangers } from "./check_presence.ts";
import type { FinalRead, Violation, VisitBounds, VisitLog } from "./visit_log.ts";

/**
 * Everything that a visit promises and did not keep (tests/RULES.md, CHAOS-2): of what clients logged and what the
 * server has when all has come to rest.
 */
export function checkVisit(log: VisitLog, final: FinalRead, bounds: VisitBounds): Violation[] {
  return [
    ...checkMessages(log, final),
    ...checkCalls(log, final, bounds),
    ...checkPresence(log, final),
    ...checkStrangers(log, final),
    ...unanswered(log).map(({ clientId }) => ({ rule: "unanswered", what: `${clientId} got no answer` })),
  ];
}
