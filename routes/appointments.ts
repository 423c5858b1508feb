import { appointmentOperations } from "../realtime/core/api/appointment_operations.ts";
import { accept, refuse } from "../realtime/core/outcome.ts";
import type { Clock } from "../realtime/ports/clock.ts";
import type { Directory } from "../realtime/ports/directory.ts";
import { pageBody } from "./page_body.ts";
import { reply, type Served, served } from "./serve.ts";

/** One's own appointments over HTTP. */
export function appointmentRoutes(deps: { directory: Directory; clock: Clock }): Served[] {
  return served(appointmentOperations, {
    "GET /api/appointments": async ({ who, query }) => {
      const request = { page: query.page, perPage: query.per_page };
      const page = await deps.directory.appointments(who.userId, deps.clock.now(), request);
      return reply(accept(page), 200, (page) => pageBody("appointments", page));
    },
    "GET /api/appointments/{appointment_id}": async ({ who, path }) => {
      const found = await deps.directory.appointment(path.appointment_id, who.userId);
      const outcome = found ? accept(found) : refuse("not_found", "There is no such appointment.");
      return reply(outcome, 200, (appointment) => ({ appointment }));
    },
  });
}
