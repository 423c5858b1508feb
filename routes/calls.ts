import { Hono } from "hono";
import * as v from "valibot";
import type { RelayDeps } from "../realtime/relay_signal.ts";
import { acceptCall, declineCall, hangUp } from "../realtime/call_commands.ts";
import { readCall, readHistory, readTimeline } from "../realtime/call_history.ts";
import { callObjectOf } from "../realtime/core/call_object.ts";
import * as f from "../realtime/core/fields.ts";
import { placeCall } from "../realtime/place_call.ts";
import type { HistoryStore } from "../realtime/ports/history_store.ts";
import { answer, pageBody } from "./answer.ts";
import { identityOf } from "./authentication.ts";
import { idempotencyKey } from "./idempotency_key.ts";
import { readJson } from "./json_body.ts";
import { readOptionalJson } from "./optional_json.ts";
import { pathId } from "./path_id.ts";
import { pageQuery, readQuery } from "./query.ts";

export interface CallRouteDeps {
  call: RelayDeps;
  history: HistoryStore;
}

const initiateBody = v.strictObject({
  callee_id: f.key,
  appointment_id: f.key,
  call_type: f.callType,
  client_id: v.optional(f.clientId),
  // SPEC.md lets clients name themselves; it is never believed.
  caller_id: v.optional(f.key),
});
const acceptBody = v.strictObject({ user_id: v.optional(f.key), device_id: v.optional(f.uuid) });
const leaveBody = v.strictObject({ reason: v.nullish(f.reason), duration: v.optional(v.number()) });

const historyQuery = v.strictObject({
  ...pageQuery,
  call_type: v.optional(f.callType),
  status: v.optional(f.callStatus),
  end_reason: v.optional(f.endReason),
  date_from: v.optional(v.union([v.pipe(v.string(), v.isoDate()), f.time])),
  date_to: v.optional(v.union([v.pipe(v.string(), v.isoDate()), f.time])),
  user_id: v.optional(v.pipe(v.string(), v.digits(), v.transform(Number), f.key)),
});
const DAY_MS = 24 * 60 * 60 * 1000;

/** Calls over HTTP; each meets its socket twin at the same use case. */
export function callRoutes(deps: CallRouteDeps): Hono {
  return new Hono()
    .post("/api/calls/initiate", async (c) => {
      const body = await readJson(c, initiateBody);
      if (!body.ok) return body.response;
      const client_id = body.value.client_id ?? idempotencyKey(c);
      return answer(
        await placeCall(deps.call, identityOf(c), { ...body.value, client_id }),
        (value) => value,
        201,
      );
    })
    .post("/api/calls/:id/accept", async (c) => {
      const body = await readOptionalJson(c, acceptBody);
      if (!body.ok) return body.response;
      const who = identityOf(c);
      const asked = { ...who, deviceId: body.value.device_id ?? who.deviceId };
      return answer(await acceptCall(deps.call, asked, pathId(c)), (value) => value);
    })
    .post("/api/calls/:id/decline", async (c) => {
      const body = await readOptionalJson(c, leaveBody);
      if (!body.ok) return body.response;
      const outcome = await declineCall(deps.call, identityOf(c), pathId(c), body.value.reason);
      return answer(outcome, (call) => ({ success: true, call: callObjectOf(call) }));
    })
    .post("/api/calls/:id/hangup", async (c) => {
      const body = await readOptionalJson(c, leaveBody);
      if (!body.ok) return body.response;
      const outcome = await hangUp(deps.call, identityOf(c), pathId(c), body.value.reason);
      return answer(outcome, ({ summary }) => ({ success: true, call_summary: summary }));
    })
    .get("/api/calls/:id", async (c) => {
      return answer(await readCall(deps, identityOf(c), pathId(c)), (call) => ({ call }));
    })
    .get("/api/calls/:id/timeline", async (c) => {
      return answer(await readTimeline(deps, identityOf(c), pathId(c)), (events) => ({ events }));
    })
    .get("/api/call-history", async (c) => {
      const query = readQuery(c, historyQuery);
      if (!query.ok) return query.response;
      const { page, per_page, call_type, status, end_reason, date_from, date_to, user_id } = query.value;
      const outcome = await readHistory(deps, identityOf(c), {
        userId: user_id,
        page,
        perPage: per_page,
        callType: call_type,
        status,
        endReason: end_reason,
        from: date_from === undefined ? undefined : Date.parse(date_from),
        until: date_to === undefined ? undefined : endOf(date_to),
      });
      return answer(outcome, (list) => pageBody("calls", list));
    });
}

/** A bare date means that whole day. */
function endOf(date: string): number {
  return Date.parse(date) + (date.length === 10 ? DAY_MS : 1);
}
