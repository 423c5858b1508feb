import { Hono } from "hono";
import * as v from "valibot";
import * as f from "../realtime/core/fields.ts";
import { seePresence, type SeePresenceDeps, updatePresence } from "../realtime/see_presence.ts";
import { answer } from "./answer.ts";
import { identityOf } from "./authentication.ts";
import { readJson } from "./json_body.ts";

const updateBody = v.strictObject({
  status: f.presenceStatus,
  current_call_id: v.nullish(f.uuid),
  current_appointment_id: v.nullish(f.key),
});

/** Presence over HTTP: setting it counts for all of one's open connections. */
export function presenceRoutes(deps: SeePresenceDeps): Hono {
  return new Hono()
    .post("/api/presence/update", async (c) => {
      const body = await readJson(c, updateBody);
      if (!body.ok) return body.response;
      const outcome = await updatePresence(deps, identityOf(c), body.value);
      return answer(outcome, (presence) => ({ presence }));
    })
    .get("/api/presence/:user_id", async (c) => {
      const userId = v.safeParse(f.key, Number(c.req.param("user_id")));
      const outcome = await seePresence(deps, identityOf(c), userId.success ? userId.output : 0);
      return answer(outcome, (presence) => ({ presence }));
    });
}
