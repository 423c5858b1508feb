/// <reference lib="dom" />
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { IslandSpec } from "../kit/island.tsx";
import { Availability } from "../models/availability.ts";
import { QuietModel } from "../models/quiet_model.ts";
import { quietKey, session } from "../session.ts";
import { browserShelf } from "../shelf.ts";
import { browserTimers } from "../timers.ts";
import { QuietSwitch } from "./quiet_switch.tsx";

/** What counts as somebody being here; scrolling by wheel or finger is among it. */
const INPUTS = ["pointerdown", "pointermove", "keydown", "wheel", "touchmove"] as const;

/** The switch against being disturbed, and what every page of a signed-in person says of them. */
export const quietIsland: IslandSpec<Record<string, never>, QuietModel> = {
  name: "quiet",
  model: () => new QuietModel(),
  start(model) {
    const { signaling, connection, liveCall, quiet, user } = session();
    model.connect({ quiet, shelf: browserShelf, key: quietKey(user.id) });
    const availability = new Availability({
      clock: { now: () => Date.now() },
      timers: browserTimers,
      tabs: inputTabs(),
      visible: followVisibility(),
      inCall: computed(() => liveCall.value?.here ?? false),
      quiet,
      connected: computed(() => connection.value.name === "open"),
      say: (status) => void signaling.updatePresence(status).catch(() => undefined),
    });
    for (const input of INPUTS) {
      addEventListener(input, () => availability.touched(), { passive: true, capture: true });
    }
  },
  View: QuietSwitch,
};

/** Not by the browser's storage: that is written to disk, and the later the more often it is changed. */
function inputTabs() {
  const channel = new BroadcastChannel("carewire.input");
  return {
    tell: () => channel.postMessage(null),
    listen: (run: () => void) => channel.onmessage = run,
  };
}

function followVisibility(): ReadonlySignal<boolean> {
  const visible = signal(document.visibilityState === "visible");
  document.addEventListener(
    "visibilitychange",
    () => visible.value = document.visibilityState === "visible",
  );
  return visible;
}
