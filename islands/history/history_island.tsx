import type { IslandSpec } from "../kit/island.tsx";
import type { HistoryFacts } from "./history_facts.ts";
import { HistoryView } from "./history_view.tsx";

/** The list of all calls. It comes to life only to speak of time as the reader does. */
export const historyIsland: IslandSpec<HistoryFacts, HistoryFacts> = {
  name: "history",
  model: (facts) => facts,
  start: () => {},
  View: HistoryView,
};
