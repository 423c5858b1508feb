/// <reference lib="dom" />
import type { IslandSpec } from "../kit/island.tsx";
import type { CheckFacts } from "../models/check_model.ts";
import { type CheckScreen, checkScreen } from "./check_screen.ts";
import { CheckView } from "./check_view.tsx";
import { connectCheck } from "./connect_check.ts";

/** The check of devices and network before a visit. */
export const checkIsland: IslandSpec<CheckFacts, CheckScreen> = {
  name: "check",
  model: checkScreen,
  start: connectCheck,
  View: CheckView,
};
