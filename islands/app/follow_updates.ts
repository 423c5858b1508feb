/// <reference lib="dom" />
import { computed } from "@preact/signals";
import { h, render } from "preact";
import { AppUpdates } from "../models/app_updates.ts";
import type { Session } from "../session.ts";
import { UpdateBanner } from "./update_banner.tsx";

/** How often it is looked for a new version, in milliseconds, beside each time that the page comes into sight. */
const LOOK_EVERY_MS = 60 * 60_000;
/** A worker that does not take over within this long is not waited for, in milliseconds. */
const TAKE_OVER_MS = 3_000;

/** Looks for new versions and draws the offer above the page. */
export function followUpdates(registration: ServiceWorkerRegistration, { liveCall }: Session): void {
  const { serviceWorker } = navigator;
  const updates = new AppUpdates({
    inCall: computed(() => liveCall.value !== null),
    reload: () => location.reload(),
    takeOver(done) {
      // Another page may have let it take over already.
      if (!registration.waiting) return done();
      const timer = setTimeout(done, TAKE_OVER_MS);
      serviceWorker.addEventListener("controllerchange", () => {
        clearTimeout(timer);
        done();
      }, { once: true });
      registration.waiting.postMessage("take_over");
    },
  });
  const look = () => {
    // Without a controller this is the first version that this browser sees.
    if (registration.waiting && serviceWorker.controller) updates.found();
  };
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", look);
  });
  look();
  setInterval(() => update(registration), LOOK_EVERY_MS);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") update(registration);
  });
  draw(updates);
}

function update(registration: ServiceWorkerRegistration): void {
  // Without a connection there is nothing to find.
  registration.update().catch(() => undefined);
}

function draw(updates: AppUpdates): void {
  const place = document.createElement("div");
  place.className = "notices";
  place.setAttribute("role", "status");
  document.querySelector("main")?.before(place);
  render(h(UpdateBanner, { model: updates }), place);
}
