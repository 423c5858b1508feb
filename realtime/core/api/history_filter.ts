import * as v from "valibot";
import * as f from "../fields.ts";
import { queryDate, queryKey } from "./lists.ts";

/** What every list of calls may be narrowed by. */
export const historyFilter = {
  call_type: v.optional(f.callType),
  status: v.optional(f.callStatus),
  end_reason: v.optional(f.endReason),
  date_from: v.optional(queryDate),
  date_to: v.optional(queryDate),
  user_id: v.optional(queryKey),
};
