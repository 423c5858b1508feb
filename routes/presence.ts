import { presenceOperations } from "../realtime/core/api/presence_operations.ts";
import { seePresence, type SeePresenceDeps, updatePresence } from "../realtime/see_presence.ts";
import { reply, type Served, served } from "./serve.ts";

/** Presence over HTTP: setting it counts for all of one's open connections. */
export function presenceRoutes(deps: SeePresenceDeps): Served[] {
  return served(presenceOperations, {
    "POST /api/presence/update": async ({ who, body }) =>
      reply(await updatePresence(deps, who, body), 200, (presence) => ({ presence })),
    "GET /api/presence/{user_id}": async ({ who, path }) =>
      reply(await seePresence(deps, who, path.user_id), 200, (presence) => ({ presence })),
  });
}
