import type { CallReport, CallReportDeps } from "../realtime/call_report.ts";
import { readCallReport } from "../realtime/call_report.ts";
import { readMeasures, readStatistics, type StatisticsDeps } from "../realtime/call_statistics.ts";
import type { AuditPageObject } from "../realtime/core/audit_objects.ts";
import type { CallMeasuresObject } from "../realtime/core/call_measures.ts";
import type { ClinicNowObject } from "../realtime/core/clinic_objects.ts";
import type { Identity } from "../realtime/core/identity.ts";
import type { AccountObject } from "../realtime/core/objects.ts";
import type { Outcome } from "../realtime/core/outcome.ts";
import type { CallStatisticsObject, Period } from "../realtime/core/statistics_objects.ts";
import type { Asking } from "../realtime/people_deps.ts";
import type { AuditQuery } from "../realtime/ports/audit_search.ts";
import type { People } from "../realtime/ports/people.ts";
import { listAccounts, readPerson } from "../realtime/read_people.ts";
import { type AuditDeps, searchAudit } from "../realtime/search_audit.ts";
import { readClinicNow, type WatchDeps } from "../realtime/watch_clinic.ts";
import { uuidOrNil } from "./path_id.ts";

/** Most people among whom a page lets choose. */
const CHOICES_MAX = 10;

/** A period of the whole clinic, in days of a zone. */
export interface ClinicPeriod {
  period: Period;
  zone: string;
}

/** What the administrators' pages read; the same facts as the API's. */
export interface ClinicQueries {
  now(who: Identity): Promise<Outcome<ClinicNowObject>>;
  statistics(who: Identity, period: ClinicPeriod): Promise<Outcome<CallStatisticsObject>>;
  measures(who: Identity, period: ClinicPeriod): Promise<Outcome<CallMeasuresObject>>;
  audit(asking: Asking, query: AuditQuery): Promise<Outcome<AuditPageObject>>;
  /** Those whose name or e-mail begins so, a few at most. */
  peopleNamed(who: Identity, q: string): Promise<AccountObject[]>;
  person(who: Identity, userId: number): Promise<AccountObject | undefined>;
  callReport(who: Identity, callId: string): Promise<Outcome<CallReport>>;
}

export type ClinicDeps = WatchDeps & StatisticsDeps & AuditDeps & CallReportDeps & { people: People };

/** What the administrators' pages read, by the same use cases as the API. */
export function clinicQueries(deps: ClinicDeps): ClinicQueries {
  return {
    now: (who) => readClinicNow(deps, who),
    statistics: (who, period) => readStatistics(deps, who, { ...period, everybody: true, byDay: true }),
    measures: (who, period) => readMeasures(deps, who, { ...period, everybody: true }),
    audit: (asking, query) => searchAudit(deps, asking, query),
    async peopleNamed(who, q) {
      const page = await listAccounts(deps, who, { q, page: 1, perPage: CHOICES_MAX });
      return page.ok ? page.value.items : [];
    },
    async person(who, userId) {
      const person = await readPerson(deps, who, userId);
      return person.ok ? person.value : undefined;
    },
    callReport: (who, callId) => readCallReport(deps, who, uuidOrNil(callId)),
  };
}
