import { Hono } from "hono";
import * as v from "valibot";
import * as f from "../realtime/core/fields.ts";
import { accept, refuse } from "../realtime/core/outcome.ts";
import type { Clock } from "../realtime/ports/clock.ts";
import type { Directory } from "../realtime/ports/directory.ts";
import { answer, json, pageBody } from "./answer.ts";
import { identityOf } from "./authentication.ts";
import { pageQuery, readQuery } from "./query.ts";

const listQuery = v.strictObject(pageQuery);

/** One's own appointments over HTTP. */
export function appointmentRoutes(deps: { directory: Directory; clock: Clock }): Hono {
  return new Hono()
    .get("/api/appointments", async (c) => {
      const query = readQuery(c, listQuery);
      if (!query.ok) return query.response;
      const request = { page: query.value.page, perPage: query.value.per_page };
      const page = await deps.directory.appointments(identityOf(c).userId, deps.clock.now(), request);
      return json(pageBody("appointments", page));
    })
    .get("/api/appointments/:id", async (c) => {
      const id = v.safeParse(f.key, Number(c.req.param("id")));
      const found = id.success
        ? await deps.directory.appointment(id.output, identityOf(c).userId)
        : undefined;
      const outcome = found ? accept(found) : refuse("not_found", "There is no such appointment.");
      return answer(outcome, (appointment) => ({ appointment }));
    });
}
