import { connectCallPlacer } from "../connect_call_placer.ts";
import { connectDesk } from "../home/connect_desk.ts";
import type { IslandSpec } from "../kit/island.tsx";
import { type DayFacts, DayModel } from "../models/day_model.ts";
import { session } from "../session.ts";
import { daySource } from "./day_source.ts";
import { DayView } from "./day_view.tsx";

/** One day's appointments below the header. */
export const dayIsland: IslandSpec<DayFacts, DayModel> = {
  name: "day",
  model: (facts) => new DayModel(facts),
  start({ home }, { days }) {
    const shared = session();
    const source = daySource(home.me.role, days.at(0)?.start ?? 0, days.at(-1)?.start ?? 0);
    home.follow(shared, source);
    connectCallPlacer(home.placer, shared.signaling);
    connectDesk(home, source);
  },
  View: DayView,
};
