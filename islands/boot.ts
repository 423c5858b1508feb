/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { h, hydrate } from "preact";
import type { IslandName } from "./kit/island_names.ts";
import { type Moment, momentAt, MomentContext } from "./kit/moment.ts";
import { registry } from "./kit/registry.ts";
import { languageNamed } from "./languages.ts";
import { speakBy } from "./text.ts";

/** How often what is said relative to now is said anew, in milliseconds. */
const TICK_MS = 15_000;
const ZONE_COOKIE_SECONDS = 31_536_000;

/** Brings every island of this page to life. */
function boot(): void {
  const own = languageNamed(document.documentElement.lang) ?? "en";
  speakBy({ language: () => own, translations: {} });
  const moment = readMoment();
  for (const place of document.querySelectorAll<HTMLElement>("[data-island]")) {
    whenWanted(place, () => void wake(place, moment));
  }
  // After the first islands have been hydrated with the server's own values.
  setTimeout(() => follow(moment), 0);
}

async function wake(place: HTMLElement, moment: Moment): Promise<void> {
  const name = place.dataset.island ?? "";
  if (!isIsland(name)) return;
  try {
    const island = await registry[name]();
    const props: unknown = JSON.parse(place.dataset.props ?? "null");
    const model = island.model(props);
    hydrate(h(MomentContext.Provider, { value: moment }, h(island.View, { model })), place);
    place.dataset.alive = "";
    island.start(model, props);
  } catch (error) {
    console.error(`Cannot start "${name}"`, error);
    if (!navigator.onLine) addEventListener("online", () => void wake(place, moment), { once: true });
  }
}

function isIsland(name: string): name is IslandName {
  return name in registry;
}

function whenWanted(place: HTMLElement, run: () => void): void {
  if (place.dataset.when === "idle" && "requestIdleCallback" in globalThis) requestIdleCallback(run);
  else if (place.dataset.when === "visible" && place.firstElementChild) {
    const watch = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      watch.disconnect();
      run();
    });
    watch.observe(place.firstElementChild);
  } else run();
}

function readMoment(): Moment {
  const { now, zone } = document.documentElement.dataset;
  return momentAt(Number(now), zone ?? "");
}

/** Lets time go on, by the server's clock, and speaks in this device's own zone from now on. */
function follow(moment: Moment): void {
  const ahead = moment.now.value - Date.now();
  setInterval(() => moment.now.value = Date.now() + ahead, TICK_MS);
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (!own || own === moment.zone.value) return;
  moment.zone.value = own;
  // The server renders the next page in this zone.
  document.cookie = `carewire_zone=${own}; path=/; max-age=${ZONE_COOKIE_SECONDS}; samesite=lax`;
}

boot();
