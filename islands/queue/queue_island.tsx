/// <reference lib="dom" />
import { connectCallPlacer } from "../connect_call_placer.ts";
import { deskSource } from "../home/desk_source.ts";
import type { IslandSpec } from "../kit/island.tsx";
import { ApiClient } from "../lib/api_client.ts";
import { freshId } from "../lib/fresh_id.ts";
import { type QueueFacts, QueueModel, type QueueSource } from "../models/queue_model.ts";
import { session } from "../session.ts";
import { browserTimers } from "../timers.ts";
import { playChime } from "../waiting/chime.ts";
import { QueueView } from "./queue_view.tsx";

const api = new ApiClient();
const source: QueueSource = {
  queue: async () => (await api.ask("GET /api/queue")).queue,
  postpone: async (appointment_id, minutes) =>
    (await api.ask("POST /api/appointments/{appointment_id}/postpone", {
      path: { appointment_id },
      body: { minutes },
    })).queue,
  notCome: async (appointment_id, user_id) =>
    (await api.ask("POST /api/appointments/{appointment_id}/not-come", {
      path: { appointment_id },
      body: { user_id },
    })).queue,
  appointment: async (appointment_id) =>
    (await api.ask("GET /api/appointments/{appointment_id}", { path: { appointment_id } })).appointment,
  checks: async (appointment_id) =>
    (await api.ask("GET /api/appointments/{appointment_id}/device-checks", { path: { appointment_id } }))
      .device_checks,
  conversationWith: async (userId) =>
    (await api.ask("POST /api/conversations", {
      body: { participant_ids: [userId], conversation_type: "direct" },
    })).conversation.conversation_id,
};

/** Who waits for a clinician, above everything else of their home page. */
export const queueIsland: IslandSpec<QueueFacts, QueueModel> = {
  name: "queue",
  model: (facts) => new QueueModel(facts),
  start(model) {
    const shared = session();
    model.follow({
      session: shared,
      source,
      timers: browserTimers,
      open: (path) => location.assign(path),
      arrived() {
        if (!shared.quiet.peek() && !shared.liveCall.peek()) playChime();
      },
    });
    connectCallPlacer(model.placer, shared.signaling);
    model.desk.connect({ source: deskSource, newId: freshId, current: () => undefined, made: () => {} });
  },
  View: QueueView,
};
