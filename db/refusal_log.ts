import type { Refusals } from "../realtime/ports/refusals.ts";
import { writeAudit } from "./audit.ts";
import type { Database } from "./database.ts";

/** Refusals as rows of the audit log. */
export function refusalLog(db: Database): Refusals {
  return {
    record: (refusal) => db.write((sql) => writeAudit(sql, { ...refusal, outcome: "refused" })),
  };
}
