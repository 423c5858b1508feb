import { connectCallPlacer } from "../connect_call_placer.ts";
import type { IslandSpec } from "../kit/island.tsx";
import { type HomeFacts, HomeModel } from "../models/home_model.ts";
import { session } from "../session.ts";
import { connectDesk } from "./connect_desk.ts";
import { homeSource } from "./home_source.ts";
import { HomeView } from "./home_view.tsx";

/** The home page below its header. */
export const homeIsland: IslandSpec<HomeFacts, HomeModel> = {
  name: "home",
  model: (facts) => new HomeModel(facts),
  start(model) {
    const shared = session();
    const source = homeSource(model.me.role);
    model.follow(shared, source);
    connectCallPlacer(model.placer, shared.signaling);
    connectDesk(model, source);
  },
  View: HomeView,
};
