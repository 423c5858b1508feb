import type { IslandSpec } from "../kit/island.tsx";
import { ApiClient } from "../lib/api_client.ts";
import { UNREAD_KNOWN_MAX, UnreadModel } from "../models/unread_model.ts";
import { pageReading } from "../page_reading.ts";
import { session } from "../session.ts";
import { browserTimers } from "../timers.ts";
import { UnreadBadge } from "./unread_badge.tsx";

/** The number beside "Messages" in the header of every page. */
export const unreadIsland: IslandSpec<Record<string, never>, UnreadModel> = {
  name: "unread",
  model: () => new UnreadModel(),
  start(model) {
    const shared = session();
    const api = new ApiClient();
    const query = { unread: "true", per_page: UNREAD_KNOWN_MAX } as const;
    model.connect({
      me: shared.user.id,
      session: { ...shared, ...pageReading },
      timers: browserTimers,
      read: () => api.ask("GET /api/conversations", { query }),
    });
  },
  View: UnreadBadge,
};
