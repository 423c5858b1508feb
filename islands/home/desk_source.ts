import { ApiClient } from "../lib/api_client.ts";
import type { DeskSource } from "../models/desk_model.ts";

const api = new ApiClient();

/** Most people that are offered to choose from. */
const ROWS = 100;

/** The desk's questions and commands, over the API. */
export const deskSource: DeskSource = {
  people: async (role) =>
    (await api.ask("GET /api/users", { query: { role, disabled: "false", per_page: ROWS } })).users,
  make: async (draft, client_id) =>
    (await api.ask("POST /api/appointments", { body: { ...draft, client_id } })).appointment,
  change: async (appointment_id, body) =>
    (await api.ask("PATCH /api/appointments/{appointment_id}", { path: { appointment_id }, body }))
      .appointment,
  invite: (appointment_id, client_id, language) =>
    api.ask("POST /api/appointments/{appointment_id}/invitations", {
      path: { appointment_id },
      body: { client_id, language },
    }),
  invitations: async (appointment_id) =>
    (await api.ask("GET /api/appointments/{appointment_id}/invitations", { path: { appointment_id } }))
      .invitations,
  revoke: async (appointment_id, invitation_id) =>
    void await api.ask("DELETE /api/appointments/{appointment_id}/invitations/{invitation_id}", {
      path: { appointment_id, invitation_id },
    }),
};
