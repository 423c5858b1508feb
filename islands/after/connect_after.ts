import type { AttachmentObject } from "../../realtime/core/objects.ts";
import { getJson } from "../api.ts";
import { ApiClient } from "../lib/api_client.ts";
import type { AfterModel } from "../models/after_model.ts";

/** Files that are shown; the conversation has the others. */
const FILES_SHOWN = 10;

/** Loads what is left to say after a call, and sends what the person says. */
export function connectAfter(model: AfterModel): void {
  const api = new ApiClient();
  const path = { call_id: model.facts.call.call_id };
  void model.connect({
    now: () => Date.now(),
    async files() {
      const address = `/api/attachments?call_id=${path.call_id}&per_page=${FILES_SHOWN}`;
      const { attachments, total } = await getJson<{ attachments: AttachmentObject[]; total: number }>(
        address,
      );
      return { items: attachments, more: total > attachments.length };
    },
    rating: async () => (await api.ask("GET /api/calls/{call_id}/rating", { path })).rating,
    rate: async (body) => (await api.ask("PUT /api/calls/{call_id}/rating", { path, body })).rating,
  });
}
