import * as v from "valibot";
import * as f from "./fields.ts";
import { userObject } from "./objects.ts";

export const AUDIT_OUTCOMES = ["done", "refused"] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

/** One row of the audit log: who did what to which object, when, from where. Never content. */
export const auditEntryObject = v.object({
  id: f.count,
  at: f.time,
  /** Null where the clinic did it by itself. */
  actor: v.nullable(userObject),
  action: v.string(),
  object_type: v.string(),
  object_id: v.nullable(v.string()),
  outcome: v.picklist(AUDIT_OUTCOMES),
  source_address: v.nullable(v.string()),
});
export type AuditEntryObject = v.InferOutput<typeof auditEntryObject>;

/** One page of a search, newest first. */
export const auditPageObject = v.object({
  entries: v.array(auditEntryObject),
  /** The `before` of the next page; null on the last one. */
  next: v.nullable(f.count),
});
export type AuditPageObject = v.InferOutput<typeof auditPageObject>;
