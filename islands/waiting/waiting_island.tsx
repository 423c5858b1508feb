/// <reference lib="dom" />
import { effect } from "@preact/signals";
import type { IslandSpec } from "../kit/island.tsx";
import { ApiClient } from "../lib/api_client.ts";
import { type WaitingFacts, WaitingModel, type WaitingSource } from "../models/waiting_model.ts";
import { session } from "../session.ts";
import { browserTimers } from "../timers.ts";
import { WakeLock } from "../visit/wake_lock.ts";
import { isAudible, playChime } from "./chime.ts";
import { tabTitle } from "./waiting_words.ts";
import { WaitingView } from "./waiting_view.tsx";

const api = new ApiClient();
const source: WaitingSource = {
  arrive: async (appointment_id) =>
    (await api.ask("POST /api/appointments/{appointment_id}/arrive", { path: { appointment_id } })).waiting,
  leave: async (appointment_id) =>
    (await api.ask("POST /api/appointments/{appointment_id}/leave", { path: { appointment_id } })).waiting,
};

/** Sound that is allowed at all has begun after this long, in milliseconds. */
const SOUND_STARTS_MS = 300;

/** Writes how things stand into the title, which is the ring's while a call rings. */
function followTitle(model: WaitingModel): void {
  const own = new Set([document.title]);
  const product = document.title.split(" · ").at(-1);
  effect(() => {
    const title = `${tabTitle(model)} · ${product}`;
    // Once a ring is over, it has put back what it found.
    void session().liveCall.value;
    queueMicrotask(() => {
      if (own.has(document.title)) document.title = title;
      own.add(title);
    });
  });
}

/** The waiting room of one visit. */
export const waitingIsland: IslandSpec<WaitingFacts, WaitingModel> = {
  name: "waiting",
  model: (facts) => new WaitingModel(facts),
  start(model) {
    const listen = () => model.soundOn.value ||= isAudible();
    listen();
    // What a gesture on an earlier page allows takes a moment to start.
    browserTimers.set(listen, SOUND_STARTS_MS);
    model.follow({
      session: session(),
      source,
      timers: browserTimers,
      chime: () => void (model.soundOn.peek() && playChime()),
    });
    const lock = new WakeLock();
    effect(() => lock.hold(model.stage.value === "queued"));
    followTitle(model);
    // A page out of the browser's own cache may have been left long ago.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  },
  View: WaitingView,
};
