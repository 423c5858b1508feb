import type { RelayDeps } from "../realtime/relay_signal.ts";
import { acceptCall, declineCall, hangUp } from "../realtime/call_commands.ts";
import { readCall, readHistory, readTimeline } from "../realtime/call_history.ts";
import { callOperations } from "../realtime/core/api/call_operations.ts";
import { callObjectOf } from "../realtime/core/call_object.ts";
import { placeCall } from "../realtime/place_call.ts";
import { ratingsFor } from "../realtime/rate_call.ts";
import type { CallRatings } from "../realtime/ports/call_ratings.ts";
import type { HistoryStore } from "../realtime/ports/history_store.ts";
import { historyFilterOf } from "./history_filter.ts";
import { idempotencyKey } from "./idempotency_key.ts";
import { pageBody } from "./page_body.ts";
import { reply, type Served, served } from "./serve.ts";

export interface CallRouteDeps {
  call: RelayDeps;
  history: HistoryStore;
  ratings: CallRatings;
}

/** Calls over HTTP; each meets its socket twin at the same use case. */
export function callRoutes(deps: CallRouteDeps): Served[] {
  return served(callOperations, {
    "POST /api/calls/initiate": async ({ c, who, body }) => {
      const client_id = body.client_id ?? idempotencyKey(c);
      return reply(await placeCall(deps.call, who, { ...body, client_id }), 201, (value) => value);
    },
    "POST /api/calls/{call_id}/accept": async ({ who, path, body }) => {
      const asked = { ...who, deviceId: body.device_id ?? who.deviceId };
      return reply(await acceptCall(deps.call, asked, path.call_id), 200, (value) => value);
    },
    "POST /api/calls/{call_id}/decline": async ({ who, path, body }) => {
      const outcome = await declineCall(deps.call, who, path.call_id, body.reason);
      return reply(outcome, 200, (call) => ({ success: true as const, call: callObjectOf(call) }));
    },
    "POST /api/calls/{call_id}/hangup": async ({ who, path, body }) => {
      const outcome = await hangUp(deps.call, who, path.call_id, body.reason);
      return reply(outcome, 200, ({ summary }) => ({ success: true as const, call_summary: summary }));
    },
    "GET /api/calls/{call_id}": async ({ who, path }) => {
      const found = await readCall(deps, who, path.call_id);
      const ratings = found.ok ? await ratingsFor(deps, who, found.value) : undefined;
      return reply(found, 200, (call) => ({ call: ratings ? { ...call, ratings } : call }));
    },
    "GET /api/calls/{call_id}/timeline": async ({ who, path }) =>
      reply(await readTimeline(deps, who, path.call_id), 200, (events) => ({ events })),
    "GET /api/call-history": async ({ who, query }) => {
      const outcome = await readHistory(deps, who, {
        ...historyFilterOf(query),
        page: query.page,
        perPage: query.per_page,
      });
      return reply(outcome, 200, (list) => pageBody("calls", list));
    },
  });
}
