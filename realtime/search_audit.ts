import type { AuditPageObject } from "./core/audit_objects.ts";
import type { Identity } from "./core/identity.ts";
import { accept, type Outcome, refuse, refuseField } from "./core/outcome.ts";
import { may } from "./core/rights.ts";
import type { AuditQuery, AuditSearch } from "./ports/audit_search.ts";

export interface AuditDeps {
  audit: AuditSearch;
}

/** Rows of the audit log, for administrators. That somebody looked is written down too. */
export async function searchAudit(
  deps: AuditDeps,
  { who, address }: { who: Identity; address: string | undefined },
  query: AuditQuery,
): Promise<Outcome<AuditPageObject>> {
  if (!may(who.role, "audit.search", "stranger")) {
    return refuse("forbidden", "Only administrators read the audit log.");
  }
  if (query.objectId !== undefined && query.objectType === undefined) {
    return refuseField("object_type", "Expected the kind of the object beside its id");
  }
  const trail = { actorId: who.userId, sessionId: who.sessionId, action: "audit.searched", address };
  return accept(await deps.audit.search(query, trail));
}
