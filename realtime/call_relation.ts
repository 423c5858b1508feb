import type { Identity } from "./core/identity.ts";
import type { CallObject } from "./core/objects.ts";
import type { Relation } from "./core/rights.ts";

/** How somebody stands to a call. */
export function relationToCall(call: CallObject, who: Identity): Relation {
  return call.caller_id === who.userId || call.callee_id === who.userId ? "participant" : "stranger";
}
