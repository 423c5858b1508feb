import type { AuditOutcome, AuditPageObject } from "../core/audit_objects.ts";
import type { Trail } from "./trail.ts";

/** What a search is narrowed by; times in milliseconds since the epoch, `until` exclusive. */
export interface AuditQuery {
  actorId?: number;
  action?: string;
  objectType?: string;
  objectId?: string;
  outcome?: AuditOutcome;
  from?: number;
  until?: number;
  /** Only rows older than the one with this id. */
  before?: number;
  limit: number;
}

/** The audit log as it can be searched. */
export interface AuditSearch {
  /** Newest first; writes down who searched for what, in the same transaction. */
  search(query: AuditQuery, trail: Trail): Promise<AuditPageObject>;
}
