/// <reference lib="dom" />
import type { IslandSpec } from "../kit/island.tsx";
import { ApiClient } from "../lib/api_client.ts";
import { JoinModel, type JoinSource } from "../models/join_model.ts";
import { wayObstacle } from "../models/way_obstacle.ts";
import { browserTimers } from "../timers.ts";
import { browserAbilities } from "./browser_abilities.ts";
import { takeInvitation } from "./invitation_link.ts";
import { JoinView } from "./join_view.tsx";

const api = new ApiClient();
const source: JoinSource = {
  look: (token) => api.ask("POST /api/invitations/look", { body: { token } }),
  enter: async (body) => void await api.ask("POST /api/auth/guest", { body }),
};

/** The page that an invitation link opens. */
export const joinIsland: IslandSpec<{ signedInAs: string | null }, JoinModel> = {
  name: "join",
  model: ({ signedInAs }) => new JoinModel(signedInAs),
  start(model) {
    const begin = () =>
      void model.start(takeInvitation(), {
        source,
        timers: browserTimers,
        now: () => Date.now(),
        // The link stays out of the history: going back from the waiting room leads to this page without it.
        open: () => location.assign("/waiting"),
        linkOf: (token) => `${location.origin}${location.pathname}#${encodeURIComponent(token)}`,
        obstacle: (link) => wayObstacle(browserAbilities(), link),
      });
    begin();
    addEventListener("hashchange", begin);
    addEventListener("online", () => void model.look());
    addEventListener("pageshow", (event) => event.persisted && begin());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void model.look();
    });
  },
  View: JoinView,
};
