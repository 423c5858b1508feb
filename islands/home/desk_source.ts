import { ApiClient } from "../lib/api_client.ts";
import type { DeskSource } from "../models/desk_model.ts";

const api = new ApiClient();

/** The desk's questions and commands, over the API. */
export const deskSource: DeskSource = {
  // Nobody can be looked up yet; the desk knows the people of the appointments that are there.
  people: () => Promise.resolve([]),
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
