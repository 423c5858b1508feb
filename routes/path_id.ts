import type { Context } from "hono";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Names nothing: what is asked for with it is never there. */
export const NIL = "00000000-0000-0000-0000-000000000000";

/** Whether this text is a UUID as PostgreSQL reads it. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** The `:id` of a path; what is no UUID names nothing, so it becomes the one that never exists. */
export function pathId(c: Context, name = "id"): string {
  const id = c.req.param(name) ?? "";
  return isUuid(id) ? id.toLowerCase() : NIL;
}
