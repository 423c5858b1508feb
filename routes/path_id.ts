import * as v from "valibot";
import { key } from "../realtime/core/fields.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Names nothing: what is asked for with it is never there. */
const NIL = "00000000-0000-0000-0000-000000000000";

/** A UUID as it is stored; what is none names nothing, so it becomes the one that never exists. */
export function uuidOrNil(text: string): string {
  return UUID.test(text) ? text.toLowerCase() : NIL;
}

/** An integer key as it is stored; what is none names nothing, so it becomes one that never exists. */
export function keyOrZero(text: string): number {
  const read = v.safeParse(key, /^\d+$/.test(text) ? Number(text) : 0);
  return read.success ? read.output : 0;
}
