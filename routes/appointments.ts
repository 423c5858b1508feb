import { changeAppointment } from "../realtime/change_appointment.ts";
import { appointmentOperations } from "../realtime/core/api/appointment_operations.ts";
import { makeAppointment } from "../realtime/make_appointment.ts";
import { listAppointments, readAppointment } from "../realtime/read_appointments.ts";
import type { VisitDeps } from "../realtime/visit_deps.ts";
import { idempotencyKey } from "./idempotency_key.ts";
import { pageBody } from "./page_body.ts";
import { fromDate, untilDate } from "./query_dates.ts";
import { reply, type Served, served } from "./serve.ts";

/** Appointments over HTTP. */
export function appointmentRoutes(deps: VisitDeps): Served[] {
  return served(appointmentOperations, {
    "GET /api/appointments": async ({ who, query }) => {
      const outcome = await listAppointments(deps, who, {
        userId: query.user_id,
        everybody: query.everybody === "true",
        page: query.page,
        perPage: query.per_page,
        status: query.status,
        from: fromDate(query.date_from),
        until: untilDate(query.date_to),
      });
      return reply(outcome, 200, (page) => pageBody("appointments", page));
    },
    "POST /api/appointments": async ({ c, who, body }) => {
      const client_id = body.client_id ?? idempotencyKey(c);
      const outcome = await makeAppointment(deps, who, { ...body, client_id });
      const status = outcome.ok && outcome.value.repeated ? 200 : 201;
      return reply(outcome, status, ({ appointment }) => ({ appointment }));
    },
    "GET /api/appointments/{appointment_id}": async ({ who, path }) =>
      reply(await readAppointment(deps, who, path.appointment_id), 200, (appointment) => ({ appointment })),
    "PATCH /api/appointments/{appointment_id}": async ({ who, path, body }) => {
      const outcome = await changeAppointment(deps, who, path.appointment_id, body);
      return reply(outcome, 200, (appointment) => ({ appointment }));
    },
  });
}
