import { pushOperations } from "../realtime/core/api/push_operations.ts";
import { accept } from "../realtime/core/outcome.ts";
import { readPushKey, subscribe, testPush, unsubscribe } from "../realtime/push/manage_subscriptions.ts";
import type { Pushes } from "../realtime/push/open_pushes.ts";
import { reply, type Served, served } from "./serve.ts";

/** Subscriptions to push messages, and missed calls, over HTTP. */
export function pushRoutes(deps: Pushes): Served[] {
  const { missedCalls, clock } = deps;
  return served(pushOperations, {
    "GET /api/push/key": async () => reply(await readPushKey(deps), 200, (key) => ({ key })),
    "POST /api/push/subscriptions": async ({ who, address, body }) =>
      reply(await subscribe(deps, { who, address }, body), 201, (subscription) => ({ subscription })),
    "DELETE /api/push/subscriptions/{subscription_id}": async ({ who, address, path }) =>
      reply(await unsubscribe(deps, { who, address }, path.subscription_id), 204, () => null),
    "POST /api/push/test": async ({ who, address }) =>
      reply(await testPush(deps, { who, address }), 200, (delivered) => ({ delivered })),
    "GET /api/missed-calls": async ({ who }) =>
      reply(accept(await missedCalls.count(who.userId)), 200, (count) => ({ count })),
    "POST /api/missed-calls/seen": async ({ who }) => {
      await missedCalls.see(who.userId, clock.now());
      return reply(accept(null), 204, () => null);
    },
  });
}
