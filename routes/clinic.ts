import { clinicOperations } from "../realtime/core/api/clinic_operations.ts";
import { type AuditDeps, searchAudit } from "../realtime/search_audit.ts";
import { readClinicNow, type WatchDeps } from "../realtime/watch_clinic.ts";
import { fromDate, untilDate } from "./query_dates.ts";
import { reply, type Served, served } from "./serve.ts";

/** What administrators see of the whole clinic, over HTTP. */
export function clinicRoutes(deps: WatchDeps & AuditDeps): Served[] {
  return served(clinicOperations, {
    "GET /api/clinic/now": async ({ who }) => reply(await readClinicNow(deps, who), 200, (now) => now),
    "GET /api/audit": async ({ who, address, query }) => {
      const outcome = await searchAudit(deps, { who, address }, {
        actorId: query.actor_id,
        action: query.action,
        objectType: query.object_type,
        objectId: query.object_id,
        outcome: query.outcome,
        from: fromDate(query.date_from),
        until: untilDate(query.date_to),
        before: query.before,
        limit: query.limit,
      });
      return reply(outcome, 200, (page) => page);
    },
  });
}
