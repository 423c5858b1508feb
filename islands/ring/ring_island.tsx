/// <reference lib="dom" />
import { computed, effect } from "@preact/signals";
import type { AppointmentObject, CallObject, UserObject } from "../../realtime/core/objects.ts";
import { getJson } from "../api.ts";
import { ApiError } from "../lib/api_error.ts";
import { wayInOfTab } from "../join/invitation_link.ts";
import type { IslandSpec } from "../kit/island.tsx";
import { RingModel } from "../models/ring_model.ts";
import { unlockSound } from "../ring_sound.ts";
import { session } from "../session.ts";
import { browserTimers } from "../timers.ts";
import { whenIdle } from "../when_idle.ts";
import { followLeftovers } from "./follow_leftovers.ts";
import { guardSignOut } from "./guard_sign_out.ts";
import { otherTabs } from "./other_tabs.ts";
import { startAlarm } from "./ring_alarm.ts";
import { ringText as t } from "./ring_text.ts";
import { RingView } from "./ring_view.tsx";

/** The bell of every page of a signed-in person. */
export const ringIsland: IslandSpec<Record<string, never>, RingModel> = {
  name: "ring",
  model: () => new RingModel(),
  start(model) {
    unlockSound();
    model.follow({
      session: session(),
      timers: browserTimers,
      isVisit: (callId) => location.pathname === `/visit/${callId}`,
      isSignedIn,
      findCaller,
      open: (path) => location.assign(path),
      tabs: otherTabs(),
      wayIn: wayInOfTab(),
    });
    followLeftovers(session());
    guardSignOut(session());
    // Without its code the page is no app, and works all the same.
    whenIdle(() =>
      void import("../app/start_app.ts").then((app) => app.startApp(session()), () => undefined)
    );
    const rings = computed(() => model.ring.value !== null);
    effect(() => rings.value ? startAlarm(() => titleOf(model)) : undefined);
  },
  View: RingView,
};

function titleOf(model: RingModel): string {
  return t("title", { name: model.ring.peek()?.caller?.name ?? t("someone") });
}

async function isSignedIn(): Promise<boolean> {
  try {
    await getJson("/api/auth/me");
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return false;
    throw error;
  }
}

async function findCaller(call: CallObject): Promise<UserObject | null> {
  const path = `/api/appointments/${call.appointment_id}`;
  const { appointment } = await getJson<{ appointment: AppointmentObject }>(path);
  const people = [appointment.patient, appointment.doctor, ...appointment.guests];
  return people.find((one) => one.id === call.caller_id) ?? null;
}
