import { AUDIT_NAME_LENGTH_MAX, AUDIT_OBJECT_LENGTH_MAX } from "../realtime/core/api/clinic_operations.ts";
import { isDay } from "../realtime/core/api/lists.ts";
import { SEARCH_LENGTH_MAX } from "../realtime/core/api/user_operations.ts";
import { AUDIT_OUTCOMES, type AuditOutcome } from "../realtime/core/audit_objects.ts";
import { dayAfter, startOfDay } from "../realtime/core/days.ts";
import { isCleanText } from "../realtime/core/safe_json.ts";
import type { AuditQuery } from "../realtime/ports/audit_search.ts";
import { OBJECT_TYPES, type ObjectType } from "./audit_words.ts";

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** What the form of the audit log was filled in with. */
export interface AuditChoice {
  person: string;
  action: string;
  objectType: ObjectType | undefined;
  objectId: string;
  outcome: AuditOutcome | undefined;
  /** Days of the reader's zone, both included: `2026-03-29`. */
  from: string;
  to: string;
  before: number | undefined;
}

/** Reads the form out of a query; anything that can't be meant counts as not chosen. */
export function readChoice(query: Record<string, string>): AuditChoice {
  const text = (name: string, lengthMax: number) => {
    const value = (query[name] ?? "").trim();
    return isCleanText(value) ? value.slice(0, lengthMax) : "";
  };
  const action = text("action", AUDIT_NAME_LENGTH_MAX);
  const before = query.before ?? "";
  return {
    person: text("person", SEARCH_LENGTH_MAX),
    action: /^[a-z][a-z_.:]*$/.test(action) ? action : "",
    objectType: OBJECT_TYPES.find((one) => one === query.object_type),
    objectId: text("object_id", AUDIT_OBJECT_LENGTH_MAX),
    outcome: AUDIT_OUTCOMES.find((one) => one === query.outcome),
    from: dayIn(query.from),
    to: dayIn(query.to),
    before: /^[1-9]\d{0,14}$/.test(before) ? Number(before) : undefined,
  };
}

/** The search that a form means, its person aside; its days are those of `zone`. */
export function wantedIn(choice: AuditChoice, zone: string): Omit<AuditQuery, "limit"> {
  const { action, objectType, objectId, outcome, from, to, before } = choice;
  return {
    ...(action !== "" && { action }),
    ...(objectType && { objectType }),
    ...(objectId !== "" && { objectId }),
    ...(outcome && { outcome }),
    ...(from !== "" && { from: startOfDay(from, zone) }),
    ...(to !== "" && { until: startOfDay(dayAfter(to, 1), zone) }),
    ...(before && { before }),
  };
}

/** The address of a search, narrowed or led on by `changes`. */
export function auditUrl(choice: AuditChoice, changes: Partial<AuditChoice> = {}): string {
  const { person, action, objectType, objectId, outcome, from, to, before } = { ...choice, ...changes };
  const all = { person, action, object_type: objectType, object_id: objectId, outcome, from, to, before };
  const said = Object.entries(all).filter(([, value]) => value !== undefined && value !== "");
  const query = new URLSearchParams(said.map(([name, value]) => [name, String(value)]));
  return query.size > 0 ? `/audit?${query}` : "/audit";
}

/** Whether anything was chosen. */
export function isNarrowed(choice: AuditChoice): boolean {
  return auditUrl(choice) !== "/audit";
}

function dayIn(text = ""): string {
  return DATE.test(text) && isDay(text) && text >= "1000" && text < "9999" ? text : "";
}
