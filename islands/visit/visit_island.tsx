/// <reference lib="dom" />
import type { IslandSpec } from "../kit/island.tsx";
import type { VisitFacts } from "../models/visit_model.ts";
import { connectVisit } from "./connect_visit.ts";
import { type VisitScreen, visitScreen } from "./visit_screen.ts";
import { VisitView } from "./visit_view.tsx";

/** A visit that is not over yet, from the ring to its summary. */
export const visitIsland: IslandSpec<VisitFacts, VisitScreen> = {
  name: "visit",
  model: visitScreen,
  start: connectVisit,
  View: VisitView,
};
