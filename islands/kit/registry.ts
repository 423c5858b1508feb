import type { IslandName } from "./island_names.ts";
import type { IslandSpec } from "./island.tsx";

/** An island whose props are only known as the JSON in the page. */
export type AnyIsland = IslandSpec<unknown, unknown>;

// The props in the page were written by the same module that reads them, so the types are given back here.
const loaded = (spec: unknown) => spec as AnyIsland;

/** How the browser gets each island; every entry becomes a chunk of its own. */
export const registry: Record<IslandName, () => Promise<AnyIsland>> = {
  home: async () => loaded((await import("../home/home_island.tsx")).homeIsland),
  day: async () => loaded((await import("../day/day_island.tsx")).dayIsland),
  ring: async () => loaded((await import("../ring/ring_island.tsx")).ringIsland),
  quiet: async () => loaded((await import("../quiet/quiet_island.tsx")).quietIsland),
  history: async () => loaded((await import("../history/history_island.tsx")).historyIsland),
  visit: async () => loaded((await import("../visit/visit_island.tsx")).visitIsland),
  join: async () => loaded((await import("../join/join_island.tsx")).joinIsland),
  inbox: async () => loaded((await import("../inbox/inbox_island.tsx")).inboxIsland),
  unread: async () => loaded((await import("../unread/unread_island.tsx")).unreadIsland),
  after: async () => loaded((await import("../after/after_island.tsx")).afterIsland),
  push: async () => loaded((await import("../push/push_island.tsx")).pushIsland),
  clinic_now: async () => loaded((await import("../clinic/clinic_now_island.tsx")).clinicNowIsland),
  check: async () => loaded((await import("../check/check_island.tsx")).checkIsland),
  waiting: async () => loaded((await import("../waiting/waiting_island.tsx")).waitingIsland),
  queue: async () => loaded((await import("../queue/queue_island.tsx")).queueIsland),
  chat: async () => loaded((await import("../chat/chat_island.tsx")).chatIsland),
};
