import { waitingOperations } from "../realtime/core/api/waiting_operations.ts";
import { markNotCome, postponeVisit, readQueue } from "../realtime/manage_queue.ts";
import { arrive, leave, readWaiting } from "../realtime/own_waiting.ts";
import type { WaitingDeps } from "../realtime/waiting_deps.ts";
import { reply, type Served, served } from "./serve.ts";

/** The waiting room over HTTP. */
export function waitingRoutes(deps: WaitingDeps): Served[] {
  return served(waitingOperations, {
    "POST /api/appointments/{appointment_id}/arrive": async ({ who, path }) =>
      reply(await arrive(deps, who, path.appointment_id), 200, (waiting) => ({ waiting })),
    "POST /api/appointments/{appointment_id}/leave": async ({ who, path }) =>
      reply(await leave(deps, who, path.appointment_id), 200, (waiting) => ({ waiting })),
    "GET /api/appointments/{appointment_id}/waiting": async ({ who, path }) =>
      reply(await readWaiting(deps, who, path.appointment_id), 200, (waiting) => ({ waiting })),
    "POST /api/appointments/{appointment_id}/postpone": async ({ who, path, body }) => {
      const outcome = await postponeVisit(deps, who, path.appointment_id, body.minutes);
      return reply(outcome, 200, (queue) => ({ queue }));
    },
    "POST /api/appointments/{appointment_id}/not-come": async ({ who, path, body }) => {
      const outcome = await markNotCome(deps, who, path.appointment_id, body.user_id);
      return reply(outcome, 200, (queue) => ({ queue }));
    },
    "GET /api/queue": async ({ who }) => reply(await readQueue(deps, who), 200, (queue) => ({ queue })),
  });
}
