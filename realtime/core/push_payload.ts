import * as v from "valibot";
import * as f from "./fields.ts";

/** Code of a language of the pages. */
export const pushLanguage = v.pipe(v.string(), v.regex(/^[a-z]{2}$/));
export type PushLanguage = v.InferOutput<typeof pushLanguage>;

const base = { v: v.literal(1), lang: pushLanguage };
const caller = { call_id: f.uuid, name: v.string(), role: f.role };

/**
 * What a device is told while no page of it is open. It names who calls and nothing of why. `ring` until `until`; `settled`
 * where the call was taken or refused on another device; `missed` with how many calls wait to be looked at.
 */
export const pushPayload = v.variant("kind", [
  v.object({ ...base, ...caller, kind: v.literal("ring"), call_type: f.callType, until: f.time }),
  v.object({ ...base, kind: v.literal("settled"), call_id: f.uuid }),
  v.object({ ...base, ...caller, kind: v.literal("missed"), count: f.count }),
  v.object({ ...base, kind: v.literal("test") }),
]);

export type PushPayload = v.InferOutput<typeof pushPayload>;
