import type { IslandSpec } from "../kit/island.tsx";
import { type AfterFacts, AfterModel } from "../models/after_model.ts";
import { AfterView } from "./after_view.tsx";
import { connectAfter } from "./connect_after.ts";

/** What is left to say after a visit, on the page of a visit that is over. */
export const afterIsland: IslandSpec<AfterFacts, AfterModel> = {
  name: "after",
  model: (facts) => new AfterModel(facts),
  start: connectAfter,
  View: AfterView,
};
