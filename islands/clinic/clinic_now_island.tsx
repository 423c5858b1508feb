/// <reference lib="dom" />
import { type ReadonlySignal, signal } from "@preact/signals";
import type { ClinicNowObject } from "../../realtime/core/clinic_objects.ts";
import type { IslandSpec } from "../kit/island.tsx";
import { ApiClient } from "../lib/api_client.ts";
import { ApiError } from "../lib/api_error.ts";
import { ClinicNowModel } from "../models/clinic_now_model.ts";
import { browserTimers } from "../timers.ts";
import { ClinicNowView } from "./clinic_now_view.tsx";

/** Refusals after which asking again is in vain. */
const REFUSED = [401, 403, 404];

/** The clinic at this moment. It is complete without scripts; with them it moves on. */
export const clinicNowIsland: IslandSpec<{ first: ClinicNowObject }, ClinicNowModel> = {
  name: "clinic_now",
  model: ({ first }) => new ClinicNowModel(first),
  start(model) {
    const api = new ApiClient();
    model.connect({
      timers: browserTimers,
      visible: followVisibility(),
      look: (signal) =>
        api.ask("GET /api/clinic/now", { signal }).catch((error) => {
          if (error instanceof ApiError && REFUSED.includes(error.status)) return undefined;
          throw error;
        }),
    });
  },
  View: ClinicNowView,
};

function followVisibility(): ReadonlySignal<boolean> {
  const visible = signal(document.visibilityState === "visible");
  document.addEventListener(
    "visibilitychange",
    () => visible.value = document.visibilityState === "visible",
  );
  return visible;
}
