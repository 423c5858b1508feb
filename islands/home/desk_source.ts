import type { Role } from "../../realtime/core/identity.ts";
import type { UserObject } from "../../realtime/core/objects.ts";
import { ApiClient } from "../lib/api_client.ts";
import type { DeskSource } from "../models/desk_model.ts";

const api = new ApiClient();

/** Most appointments whose people are offered. */
const ROWS = 100;

/** The desk's questions and commands, over the API. */
export function deskSource(me: Role): DeskSource {
  return {
    people: (role) => peopleOfAppointments(me, role),
    make: async (draft, client_id) =>
      (await api.ask("POST /api/appointments", { body: { ...draft, client_id } })).appointment,
    change: async (appointment_id, body) =>
      (await api.ask("PATCH /api/appointments/{appointment_id}", { path: { appointment_id }, body }))
        .appointment,
    invite: (appointment_id, client_id) =>
      api.ask("POST /api/appointments/{appointment_id}/invitations", {
        path: { appointment_id },
        body: { client_id },
      }),
    invitations: async (appointment_id) =>
      (await api.ask("GET /api/appointments/{appointment_id}/invitations", { path: { appointment_id } }))
        .invitations,
    revoke: async (appointment_id, invitation_id) =>
      void await api.ask("DELETE /api/appointments/{appointment_id}/invitations/{invitation_id}", {
        path: { appointment_id, invitation_id },
      }),
  };
}

/** Those of this role with an account out of the appointments that one may see. */
async function peopleOfAppointments(me: Role, role: Role): Promise<UserObject[]> {
  const everybody = me === "admin" ? "true" : "false";
  const { appointments } = await api.ask("GET /api/appointments", { query: { per_page: ROWS, everybody } });
  const people = appointments.flatMap((one) => [one.patient, one.doctor]);
  return people.filter((one) => one.role === role && !one.is_guest);
}
